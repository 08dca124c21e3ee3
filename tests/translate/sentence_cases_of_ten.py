"""Sentences in ten languages, thirty pieces of text each in as many lines: written before the splitter saw them.

A `|` stands where a sentence ends; in zh and ja no space follows it. `⟦1⟧` is a code span or another atom.
"""

TEN = {
    "en": """
The meeting is at 3 p.m. in room 4.|Bring your notes.
I bought apples, pears, etc. at the market.
Mr. and Mrs. Hill moved in Jan. 2018.|They have two dogs.
"Are you sure?" she asked.|He nodded.
Version 2.0 is out!|Get it today.
See p. 12 for the list.|It is short.
The U.S. economy grew by 2.5 percent.
Is this it?|Yes, it is.
Run ⟦1⟧ first.|Then open ⟦2⟧.
Wait…|Did you hear that?
We met Dr. Grey vs. the board, Inc. style.
Prices start at $3.99 per month.|Taxes are extra.
He works at Yahoo! in Dublin.
No. 7 is broken.|No. 8 works.
They lost.|We won.|Nobody cared.
Use e.g. a knife, i.e. something sharp.
The file config.yaml.example is a template.|Copy it.
Open example.com/a.html?b=1 in a browser.|It loads.
This costs 1.000 euros (approx. 1,100 dollars).
What a day!|What a night!
I like Node.js.|It is fast.
Gen. Smith and Lt. Cole agreed.
(See below.)|The rest follows.
He said “Stop.”|Then he left.
It takes 5 min. to start.
The end is near.|Or is it?
Add 2 tbsp. of oil.|Stir well.
Vol. 3, no. 2 appeared in Feb. 1999.
Why not?|Because.
My cat, J. R. Whiskers, sleeps.|She snores.
""",
    "fr": """
Il habite au 12 av. Foch.|Elle habite à côté.
M. Martin et Mme Durand sont là.|Ils attendent.
Où vas-tu ?|Je rentre.
Quelle histoire !|Je n’y crois pas.
« Viens ici ! » cria-t-il.|Elle vint.
La version 3.1.4 est stable.|Installez-la.
Voir p. 42 et suiv. pour le détail.
Le prix est de 3,50 €.|C’est peu.
Des fruits, des légumes, etc.|Tout est frais.
Il est né en 1802 av. J.-C. selon lui.
Lancez ⟦1⟧.|Attendez.|Recommencez.
On verra…|Peut-être demain.
Le Dr Lefèvre arrive à 8 h 30.|Soyez prêts.
C.-à-d. que rien ne change.
Fermez la porte, s.v.p., avant de partir.
Qui ?|Moi ?|Jamais !
Le fichier readme.txt est vide.|Supprimez-le.
Allez sur www.exemple.fr.|Cliquez.
Art. 3 al. 2 du code.
Env. 200 personnes sont venues.|C’était bien.
Elle a dit : « Je pars. »|Puis elle est partie.
Cf. le chapitre 2.|Il explique tout.
La société Dupont S.A. a fermé.
Utilisez p. ex. un couteau.
J. K. Rowling écrit.|Nous lisons.
Attention !|Sol glissant.
Il pleut.|Il fait froid.|Restons ici.
(Voir plus bas.)|La suite arrive.
Le no 5 est cassé.|Prenez le 6.
Je pense, donc je suis.
""",
    "de": """
Am 3. Mai kommt Herr Dr. Weber.|Wir freuen uns.
Das kostet ca. 20 Euro.|Billig ist das nicht.
Nimm z. B. ein Messer.|Sei vorsichtig.
Bist du da?|Ja!
Der 2. Weltkrieg endete 1945.
Siehe Abb. 3 auf S. 12.|Dort steht es.
„Komm her!“ rief er.|Sie kam.
Version 5.1 ist da.|Sie ist schnell.
Er kaufte Brot, Milch usw. im Laden.
Das heißt, d. h. eigentlich, nichts.
Führe ⟦1⟧ aus.|Warte kurz.
Na ja…|Vielleicht morgen.
Die Firma Müller & Co. KG zog um.
Prof. Dr. Lang hält am 1. April einen Vortrag.
Öffne www.beispiel.de.|Klicke auf Start.
Das war am 24. Dezember.|Es schneite.
Nr. 4 fehlt.|Nr. 5 auch.
Warum?|Darum.
Die Datei liste.csv ist leer.|Lösche sie.
Er wohnt in St. Gallen.|Sie in Bern.
Bzw. anders gesagt: Nein.
Es gilt Art. 5 Abs. 2 des Gesetzes.
Der Preis stieg um 2,5 %.|Das ist viel.
Sie sagte: „Ich gehe.“|Dann ging sie.
Ludwig XIV. war König.|Er herrschte lange.
Max. 5 Personen passen hinein.
Achtung!|Frisch gestrichen!
Was ist das?!|Keine Ahnung.
u. a. fehlen die Schlüssel.
Es regnet.|Wir bleiben.|Du auch.
""",
    "es": """
El Sr. López llegó ayer.|Trajo flores.
¿Dónde estás?|En casa.
¡Qué día!|No lo olvidaré.
La Dra. Ruiz vive en la Av. Mayor.
La versión 2.3 ya salió.|Descárguela.
Compró pan, leche, etc. en la tienda.
Véase la pág. 15.|Allí está.
«Ven aquí», dijo.|Ella vino.
Cuesta 3,50 €.|Es barato.
Ejecute ⟦1⟧.|Luego espere.
Bueno…|Quizás mañana.
Vive en EE. UU. desde 1999.
El art. 5 lo prohíbe.|Nadie lo sabe.
¿Quién?|¿Yo?|¡Nunca!
Abra www.ejemplo.es.|Pulse el botón.
P. ej. un cuchillo.
El archivo notas.txt está vacío.|Bórrelo.
Nació en 1802 a. C. según él.
Ud. tiene razón.|Yo no.
Aprox. 200 personas vinieron.
J. L. Borges escribía.|Nosotros leemos.
¡Cuidado!|Suelo mojado.
Llueve.|Hace frío.|Quedémonos.
(Ver abajo.)|Lo demás sigue.
El núm. 5 está roto.|Use el 6.
Ella dijo: «Me voy».|Y se fue.
¿Por qué no?|Porque no.
La empresa Gil S.A. cerró.
Son las 5 p. m. en Lima.
Pienso, luego existo.
""",
    "it": """
Il sig. Rossi è arrivato.|Ha portato fiori.
Dove sei?|A casa.
Che giornata!|Non la dimenticherò.
Il dott. Bianchi abita in v. Roma.
La versione 2.3 è uscita.|Scaricala.
Ha comprato pane, latte, ecc. al mercato.
Vedi pag. 15.|È lì.
«Vieni qui», disse.|Lei venne.
Costa 3,50 €.|È poco.
Esegui ⟦1⟧.|Poi aspetta.
Mah…|Forse domani.
L’art. 5 lo vieta.|Nessuno lo sa.
Chi?|Io?|Mai!
Apri www.esempio.it.|Premi il pulsante.
Usa p. es. un coltello.
Il file note.txt è vuoto.|Cancellalo.
Circa 200 persone sono venute.|Bello.
Nacque nel 1802 a.C. secondo lui.
Attenzione!|Pavimento bagnato.
Piove.|Fa freddo.|Restiamo.
(Vedi sotto.)|Il resto segue.
Il n. 5 è rotto.|Usa il 6.
Lei disse: «Me ne vado».|E se ne andò.
Perché no?|Perché no.
La ditta Neri S.p.A. ha chiuso.
U. Eco scriveva.|Noi leggiamo.
La prof.ssa Verdi insegna.|Noi studiamo.
Penso, dunque sono.
Vol. 3, cap. 2.
Davvero?!|Sì.
""",
    "ru": """
Он живёт на ул. Ленина.|Она живёт рядом.
Где ты?|Дома.
Какой день!|Не забуду.
Это было в 1999 г. в Москве.
Версия 2.3 вышла.|Скачайте её.
Купил хлеб, молоко и т. д. в магазине.
См. стр. 15.|Там всё есть.
«Иди сюда!» — сказал он.|Она пришла.
Цена 3,50 руб. за штуку.
Запустите ⟦1⟧.|Потом ждите.
Ну…|Может, завтра.
А. С. Пушкин писал.|Мы читаем.
Кто?|Я?|Никогда!
Откройте www.primer.ru.|Нажмите кнопку.
Возьмите, напр., нож.
Файл notes.txt пуст.|Удалите его.
Пришло около 200 чел. за день.
Проф. Иванов здесь.|Он ждёт.
Осторожно!|Мокрый пол.
Идёт дождь.|Холодно.|Останемся.
(См. ниже.)|Остальное следует.
Рис. 5 сломан.|Смотри рис. 6.
Она сказала: «Я ухожу».|И ушла.
Почему нет?|Потому.
Т. е. ничего не изменилось.
Я мыслю, следовательно, существую.
В XX в. всё изменилось.
Правда?!|Да.
Это т. н. правило.
Объём 5 млн. строк.|Это много.
""",
    "zh": """
今天下雨。|我们在家。
你在哪里？|在家。
太好了！|我很高兴。
他说：“过来！”|她来了。
版本2.3已发布。|请下载。
价格是3.50元。|不贵。
运行⟦1⟧。|然后等待。
嗯……|也许明天。
谁？|我？|从不！
打开www.example.com。|点击按钮。
文件notes.txt是空的。|删掉它。
小心！|地滑。
下雨。|很冷。|留下吧。
（见下文。）|其余如下。
她说：“我走了。”|然后走了。
为什么不？|因为不。
我思，故我在。
第5号坏了。|用第6号。
大约200人来了。|很好。
真的吗？！|是的。
买了面包、牛奶等等。
请看第15页。|在那里。
“你好。”他说。|我笑了。
中文和English混在一起。|没问题。
这是Node.js。|很快。
注意：不要碰。|危险。
他来自U.S.的公司。
《红楼梦》很长。|我读过。
一、二、三。|开始！
好吧，就这样。
""",
    "ja": """
今日は雨です。|家にいます。
どこですか？|家です。
すごい！|うれしいです。
彼は「来て！」と言いました。|彼女は来ました。
バージョン2.3が出ました。|ダウンロードしてください。
値段は3.50円です。|安いです。
⟦1⟧を実行します。|そして待ちます。
うーん……|明日かもしれません。
誰？|私？|まさか！
www.example.comを開きます。|ボタンを押します。
ファイルnotes.txtは空です。|消してください。
注意！|床がぬれています。
雨です。|寒いです。|残りましょう。
（下を見てください。）|続きがあります。
彼女は「行きます。」と言いました。|そして行きました。
なぜ？|だからです。
我思う、ゆえに我あり。
5番は壊れています。|6番を使います。
約200人が来ました。|よかったです。
本当？！|はい。
パンや牛乳などを買いました。
15ページを見てください。|そこにあります。
「こんにちは。」|彼は笑いました。
日本語とEnglishが混ざります。|大丈夫です。
これはNode.jsです。|速いです。
危険：触らないでください。|熱いです。
彼はU.S.の会社の人です。
『雪国』は長いです。|読みました。
一、二、三。|始め！
まあ、そういうことです。
""",
    "ar": """
المطر ينزل اليوم.|نحن في البيت.
أين أنت؟|في البيت.
يا له من يوم!|لن أنساه.
قال: «تعال هنا!»|فجاءت.
صدر الإصدار 2.3 اليوم.|حمّله.
السعر 3.50 دولار.|رخيص.
شغّل ⟦1⟧.|ثم انتظر.
حسنًا…|ربما غدًا.
من؟|أنا؟|أبدًا!
افتح www.example.com الآن.|اضغط الزر.
الملف notes.txt فارغ.|احذفه.
احذر!|الأرض مبللة.
المطر ينزل.|الجو بارد.|لنبق.
(انظر أدناه.)|الباقي يتبع.
قالت: «أنا ذاهبة».|ثم ذهبت.
لماذا لا؟|لأن لا.
أنا أفكر، إذن أنا موجود.
الرقم 5 مكسور.|استعمل 6.
جاء نحو 200 شخص.|كان جيدًا.
حقًا؟!|نعم.
وصل د. أحمد أمس.|معه زهور.
انظر ص. 15 للمزيد.
اشترى خبزًا وحليبًا إلخ.
هذا Node.js سريع.|جربه.
يعمل في شركة كبيرة.|هو سعيد.
هل قرأت الكتاب؟|إنه طويل.
واحد، اثنان، ثلاثة.|ابدأ!
تنبيه: لا تلمس.|خطر.
حسنا، هذا كل شيء.
العربية و English معًا.|لا مشكلة.
""",
    "hi": """
आज बारिश है।|हम घर पर हैं।
तुम कहाँ हो?|घर पर।
क्या दिन है!|मैं नहीं भूलूँगा।
उसने कहा, “इधर आओ!”|वह आई।
संस्करण 2.3 आ गया है।|इसे डाउनलोड करें।
कीमत 3.50 रुपये है।|सस्ता है।
⟦1⟧ चलाएँ।|फिर रुकें।
खैर…|शायद कल।
कौन?|मैं?|कभी नहीं!
www.example.com खोलें।|बटन दबाएँ।
फ़ाइल notes.txt खाली है।|इसे हटाएँ।
सावधान!|फर्श गीला है।
बारिश है।|ठंड है।|रुकते हैं।
(नीचे देखें।)|बाकी आगे है।
उसने कहा, “मैं जा रही हूँ।”|और चली गई।
क्यों नहीं?|क्योंकि नहीं।
मैं सोचता हूँ, इसलिए मैं हूँ।
5 नंबर टूटा है।|6 लें।
लगभग 200 लोग आए।|अच्छा था।
सच?!|हाँ।
डॉ. शर्मा कल आए।|फूल लाए।
पृष्ठ 15 देखें।|वहाँ है।
उसने रोटी, दूध आदि खरीदा।
यह Node.js है।|तेज़ है।
वह बड़ी कंपनी में है।|खुश है।
क्या आपने किताब पढ़ी?|लंबी है।
एक, दो, तीन।|शुरू!
चेतावनी: न छुएँ।|खतरा।
ठीक है, बस इतना ही।
हिन्दी और English साथ।|कोई बात नहीं।
""",
}
