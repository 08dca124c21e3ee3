"""The balcony to other machines: a built and checked site goes where readers find it."""
