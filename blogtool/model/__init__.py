"""The nouns: frozen values without input or output, that every phase hands to the next."""
