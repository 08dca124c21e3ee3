"""Words that end in a full stop without ending a sentence, by language and by what follows them."""

from __future__ import annotations

# Small letters, without the last dot; several letters with dots (`z.b`) are met with spaces between them too.
# A name, a number or a noun comes behind these: a sentence never ends here.
_LEADING = {
    "en": "pvt adm brig cdr msgr mgr insp amb atty ald br ofc attn assoc asst orig illus anon opp mx messrs dr mr mrs "
    "ms prof rev hon gen col lt sgt cpl capt cmdr maj pres gov sen supt fr mt vs cf viz e.g i.e resp approx ca "
    "dept univ assn bros eds a.k.a esp incl excl",
    "fr": "cdt cne sgt vve coll dir trad suppl introd imm c.à n.b p.-s s.ém apr m mm mme mmes mlle mlles dr drs pr "
    "mgr me st ste bd av boul rte p.ex ex cf vs c.-à-d c.a.d gén col lt adj réf resp prof fg rev dép",
    "es": "excmo excma ilmo ilma pdte sgto alm fdo rte trad coord párr incl d.ª sr sra sres sras srta srtas dr dra "
    "dres dras d dña ing lic arq prof profa cnel gral tte sto sta mons p.ej av avda ctra pza pl urb cf vs ej "
    "fco mtro mtra pte gob dpto depto edif máx mín atte hnos",
    "pt": "gov pref trad coord incl pdt exma.sra d.ª sr sra srs sras srta dr dra drs dras prof profa profs eng arq "
    "exmo exma ilmo ilma av r pça pç rod gen cel cap ten sgto pe sto sta p.ex ex cf vs v dep dept depto máx mín "
    "pres",
    "it": "cav comm uff soc f.lli trad racc incl s.ten sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa proff "
    "ing avv arch geom rag mons gen col ten p.es es ad.es cfr vs sen pres c.so v.le p.za l.go spett egr gent",
    "de": "hg übers red zit kl jg bj bearb m.e m.w a.a i.a i.v z.hd p.a lfde öff priv städt staatl lt hd dr prof hr "
    "fr frl dipl ing hrsg fa z.b d.h h.c u.a bzw vgl bspw evtl ggf sog bez inkl exkl zzgl z v.a u i.d.r z.t b "
    "st geb verh co resp insb mind ca rd ungef gem lfd allg ehem jew entspr dt engl franz mio mrd tsd std sek "
    "bzgl einschl ausschl med phil rer jur habil theol oec stud cand vors präs nördl südl östl westl dkr hl a.d "
    "o.g u.u z.zt s.o s.u u.dgl d h",
    "nl": "dhr mevr mr mw dr drs prof ir ing bijv b.v d.w.z o.a m.b.t t.a.v i.v.m vgl ca incl excl st t.o.v m.n max "
    "min mgr ds resp",
    "ru": "г р оз пос дер м ред изд сост пер яз гос т.о и.о ж.-д т.е т.к т.н ул пр просп пл обл проф акад доц гр тов "
    "св напр ср д е к н англ лат нем фр мл ст",
    "uk": "т.е т.зв ім вул просп пл обл проф акад доц св напр пор д",
    "pl": "np tzn tzw m.in dr prof mgr inż ul al pl św ok tj hab lek ks gen płk por cf",
    "cs": "např tzv tj tzn dr prof mgr ing ul nám sv mudr judr phdr resp popř event cca",
    "sk": "napr tzv tj tzn dr prof mgr ing ul nám sv resp popr",
    "sv": "t.ex dvs bl.a ca resp dr prof s.k kap hr fr inkl exkl",
    "da": "f.eks dvs bl.a ca hr fr dr prof inkl ekskl jf",
    "nb": "f.eks dvs bl.a ca hr fr dr prof inkl ekskl jf",
    "no": "f.eks dvs bl.a ca hr fr dr prof inkl ekskl jf",
    "ro": "dl dna dr prof ing de.ex str sf cca",
    "tr": "dr prof doç sn örn vb.gibi av cad sok mah",
    "hi": "ई.पू डॉ श्री श्रीमती सुश्री प्रो कु सं पृ पं इंजी एफ एच एल एम एन आर एस डब्ल्यू एक्स वाई जेड",
    "mr": "डॉ श्री श्रीमती प्रा",
    "bn": "ডা ড মি",
    "ar": "د أ م ص ج ت ق ه أ.د ق.م ب.م",
    "fa": "د",
    "ur": "ڈاکٹر",
}
# Only a number (`No. 5`, `cap. IV`), a sign or a small letter behind these shows that the sentence goes on.
_NUMBERED = {
    "en": "apt bldg rm hwy rte qty bk par sc ser supp ver lvl rel flr b d r temp elev no nos vol vols fig figs eq eqs "
    "sec secs ch chap chaps pp p ed art arts para paras ref refs pt tel ext min max avg est thm prop lem def "
    "alg ex tbl cor obs q jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri "
    "sat sun app v pop c fl op",
    "fr": "apt bât esc ch chp parag l bur rm lot ligne lég hab min max p pp art al chap vol fig n no nos éd t tél ext "
    "ann sect tab ex déf prop théo janv févr avr juil sept oct nov déc",
    "es": "pta apto esc lín exp km párr máx mín l h pág págs p pp art arts fig figs n núm núms nº n.º vol cap caps "
    "tel tfno tlf ext apdo s ss ed ref def prop teo ene feb abr jun jul ago sep sept oct nov dic",
    "pt": "ap apto bl lj cx fl fls tab km máx mín l pág págs p pp art arts fig figs n núm n.º nº vol cap caps tel ref "
    "ed séc def prop teor jan fev mar abr jun jul ago set out nov dez",
    "it": "int sc cell col l r km lett pag pagg p pp fig figg cap vol art artt n nn nr tel rif sez par tab ed s sec "
    "def prop teor gen feb mar apr mag giu lug ago set sett ott nov dic",
    "de": "whg zi kto jhg et og z sp nr nrn abb abs s kap bd bde aufl art ziff tab fig anm tel aufg bsp gl anh def "
    "bem prop lem lfg jan feb mrz apr jun jul aug sep sept okt nov dez str mo di do fr sa so max min",
    "nl": "nr nrs blz p art afb fig hfdst par tel jan feb mrt apr jun jul aug sep sept okt nov dec",
    "ru": "эт под оф стр ч лит д с рис табл гл разд п пп т вып кв корп см янв фев февр мар апр авг сент окт нояб дек "
    "тел доп г мин",
    "uk": "с стор рис табл гл розд п пп т вип кв див р тел",
    "pl": "nr str s rys tab godz rozdz poz t tel r w",
    "cs": "č str s obr tab kap odst hod tel",
    "sv": "nr s fig tab kl kap tel jan feb mar apr jun jul aug sept okt nov dec",
    "da": "nr s fig tab kl kap tlf",
    "nb": "nr s fig tab kl kap tlf",
    "ar": "رقم ص ج",
    "hi": "क्र नं सं पृ",
}
# Sentences end behind these as often as not: a capital (or a script without capitals) begins the next one.
_TRAILING = {
    "en": "min hr hrs sec mi pt qt gal doz wk yr yrs mo etc inc ltd corp co plc ff et.al llc jr sr esq a.m p.m u.s "
    "u.k u.n e.u u.s.a d.c ph.d m.d b.a m.a b.c a.d b.c.e c.e al oz tbsp tsp lb lbs st ave rd blvd ft sq misc",
    "fr": "pers hab kg s.v.p e.-u r.-u o.n.u qqch qqn c.à.s c.à.c etc env cie sté ff approx j.-c s.a a.m p.m min",
    "es": "pers cdas cda cdta cdtas izq dcha s.a.de.c.v etc aprox ud uds vd vds cía ltda s.a s.l a.c d.c a.m p.m "
    "ee.uu aa.vv s.xx",
    "pt": "pess cx dz etc aprox ltda cia s.a a.c d.c ex.ª a.m p.m v.exª",
    "it": "pers soc ecc etc s.p.a s.r.l a.c d.c cca",
    "de": "pers stk a.a.o o.ä u.v.a e.v ebd hbf bhf jh jhs usf etc.pp g.m.b.h usw etc u.s.w u.ä u.v.m u.a.m v.chr "
    "n.chr chr uvm dgl ff f qm mwst",
    "nl": "enz etc e.d n.v jl",
    "ru": "чел ед шт т.д т.п др пр г гг в вв руб коп тыс млн млрд н.э д.р грн",
    "uk": "т.д т.п др р рр ст грн тис млн млрд",
    "pl": "itd itp tys mln mld zł r",
    "cs": "atd apod tis mil",
    "sv": "osv m.m o.s.v",
    "da": "osv m.m o.s.v",
    "nb": "osv m.m o.s.v",
    "ar": "إلخ الخ م هـ ه",
    "hi": "इत्यादि आदि",
}


def _table(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {lang: frozenset(line.split()) for lang, line in words.items()}


LEADING = _table(_LEADING)
NUMBERED = _table(_NUMBERED)
TRAILING = _table(_TRAILING)
NONE: frozenset[str] = frozenset()
# In texts of every language.
LEADING_EVERYWHERE = frozenset("dr mr mrs prof cf vs ca i.e e.g p.s n.b".split())
TRAILING_EVERYWHERE = frozenset("etc a.m p.m ph.d inc ltd corp jr sr u.s u.k".split())
NAMES_THAT_CRY = frozenset({"Yahoo!", "Kahoot!", "Joomla!", "Jeopardy!", "Yum!", "Chips Ahoy!"})
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun".split())

# A capital alone, `U.S.` or `Baker St.` ends a sentence only where one of these words begins the next.
STARTERS = frozenset(
    "the this that these those there then it he she we you they i a an but and so if when while what how why who "
    "where which in on at for to from by with without of now here its his her our your their my no not yes also "
    "both each some most all many few every as after before since or once until let even only just nothing nobody "
    "everything everyone never always maybe perhaps sometimes today yesterday tomorrow please thanks le la les l "
    "il elle nous vous ils elles je tu ce cette ces cela ça un une des mais et ou où donc si quand pour dans sur "
    "avec sans après avant puis rien tout tous voici voilà c'est der die das den dem er sie es wir ihr ich du ein "
    "eine einen aber und oder wenn weil dann danach jetzt hier da nur auch nicht kein keine mit ohne für im am "
    "auf nach vor bei wie was wer wo el los las ella ello ellos yo tú una uno unos pero y o cuando para en con "
    "sin sobre después antes luego entonces nada nadie todo todos así también sí hay lo gli ma e ed se quando per "
    "nel nella senza dopo prima poi niente tutto così anche non c'è è io lui lei noi voi loro questo questa os um "
    "uma mas eu ele ela eles elas nós você isso isto este esta em na com sem depois então tudo também não há он "
    "она оно они мы вы я ты это но и а если когда как что где там тут здесь потом тогда теперь все всё никто "
    "ничего в на с из для после перед не".split()
)

MONTHS_DE = frozenset(
    "januar februar märz april mai juni juli august september oktober november dezember jahrhundert jahrestag "
    "geburtstag platz auflage klasse stock".split()
)
# Who speaks: behind a closing quotation mark these belong to the sentence of what was said.
SAYING = frozenset(
    "said says asked asks replied answered shouted cried whispered yelled screamed muttered added laughed thought "
    "wondered demanda répondit cria dit murmura fragte rief sagte antwortete flüsterte preguntó respondió gritó "
    "dijo susurró chiese rispose disse gridò perguntou respondeu gritou спросил спросила сказал сказала ответил "
    "ответила крикнул крикнула سأل سألت سألني قال قالت صاح صاحت هتف هتفت أجاب أجابت صرخ صرخت همس همست पूछा कहा "
    "बोला बोली बोले चिल्लाया चिल्लाई पूछी".split()
)
# Short words that end a sentence in Hindi where a full stop stands for a danda; other words as short are abbreviations.
ENDING_HI = frozenset(
    "है हैं हूँ हूं हो था थी थे थीं गा गी गे गया गई गए लो दो दे ले जा आ कर लें दें जाए आए की का के में से को पर "
    "ने नहीं ना न भी ही तो सब हम तुम मैं वह यह ये वे अब कब कहाँ यहाँ वहाँ हाँ जी कल आज घर बात काम".split()
)
