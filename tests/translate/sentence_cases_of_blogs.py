"""Sentences as blogs have them, in ten languages: written before the rules of the splitter were looked at.

A `|` stands where a sentence ends; in zh and ja no space follows it. `⟦1⟧` is a code span or another atom.
"""

BLOGS = {
    "en": """
Mr. Okafor's talk starts at 5 p.m. sharp.|Doors open at 4:30.
We landed at 11 p.m.|The airport was empty.
Yahoo! is still around, believe it or not.|I was surprised.
Room No. 5 is on the left.|No. 6 is locked.
Was it worth it?|No.|I would rather have slept.
Prof. Dr. Anna K. Lindqvist et al. published the results in vol. 12, pp. 30-41.|Read it twice.
The patch (see sec. 2.3.1) fixes it.|Thanks to J. P. Moreau!
I gave up ... and then it worked.|Magic.
"Don't touch that!" my daughter shouted.|Too late.
She said: "It compiles. Ship it."|So we did.
Install ⟦1⟧ first.|⟦2⟧ comes next, then ⟦3⟧.
Node.js, Vue.js and ASP.NET all have docs at docs.example.org/v2.0/start.|Pick one.
I've had it since Sept. 2019.|It cost approx. $1,299.99 back then.
Great news 🎉 The beta is here.|Try it now!
We did it! 🎉|Thank you all.
Ask Acme Corp. about it.|They will know.
My flight to Washington, D.C. was cancelled.|So was the one to St. Louis.
(This is an aside. It has two sentences.)|Back to the story.
I like tea (e.g. Assam, Darjeeling, etc.), cakes and rain.
It rained all week…|Then, on Sunday, the sun came out.
Is it 3.14 or 3.1416?|Neither: it's π.
Bring the following: 1) a pen, 2) some paper, 3) patience.
Which one do you prefer, vim or Emacs?!|Don't answer that.
Version 0.9.1-beta.2 was a mess.|1.0 is better.
'Why me?' he thought.|Nobody answered.
Read ⟦1⟧.|It explains everything.
The U.S. Senate voted on it.|The U.K. did not.
I was born in the U.S.|My sister was born in Peru.
The recipe needs 2 tbsp. of oil and 3 oz. of cheese.|Mix well.
Oh no!!!|My disk is full :-(
""",
    "fr": """
M. Lefèvre et Mme Roux arrivent à 18 h 30.|Nous dînons à 20 h.
Rendez-vous au n° 12, av. de la République.|Sonnez deux fois.
La version 3.2.1 est sortie !|Elle corrige 14 bogues.
« Tu viens ? » demanda-t-elle.|Il hocha la tête.
J'aime le thé, le café, etc.|Et vous ?
Cf. le chap. 4 pour les détails.|Tout y est.
Qu'est-ce que c'est ?|Un chat…|Rien qu'un chat.
Le Dr Martin a dit : « Reposez-vous. »|J'ai obéi.
Le paquet coûte 1 299,99 € env.|C'est cher.
Lancez ⟦1⟧ puis ⟦2⟧.|C'est fini.
Il est né en 52 av. J.-C. à Rome.|On sait peu de choses de lui.
Visitez www.exemple.fr/blog.|Vous y trouverez tout.
Attention : le serveur redémarre à minuit.|Sauvegardez !
J.-P. Durand et A. Petit ont écrit la p. 45.|Bravo à eux.
Bref… je n'ai pas dormi.|Et j'ai bu trois cafés.
Oui !|Non !|Peut-être ?
Mon chien (un berger allemand !) adore la neige.|Moi aussi.
Les fichiers .html et .css sont dans le dossier ⟦1⟧.|Ouvrez-les.
Vive les vacances ! 🌞|On se revoit en septembre.
Il a crié « Au feu ! » et s'est enfui.|Personne n'a bougé.
C'est, p. ex., le cas de Mlle Blanc.
L'art. 3 al. 2 est clair.|Il l'interdit.
Node.js 20.1 est plus rapide que Node.js 18.|Essayez-le.
Le 1er sept. 2023, tout a changé.|Voici comment.
« C'est impossible. »|Voilà ce qu'il a répondu.
""",
    "es": """
El Sr. Ortega y la Sra. Gil llegan a las 5 p. m. en punto.|Los esperamos en casa.
¿Cuánto cuesta?|Unos 1.299,99 € aprox.|¡Qué caro!
Ud. puede elegir.|Uds. también.
La Dra. Peña vive en la Av. Libertad, núm. 45.|Su casa es azul.
Salió la versión 4.0.2.|Corrige 12 errores.
Véase la pág. 33, cap. 2.|Ahí se explica todo.
—¿Vienes? —preguntó ella.|Él no contestó.
«No lo sé», dijo.|Y se fue.
Compra pan, leche, huevos, etc.|No olvides el queso.
EE. UU. y la UE firmaron el acuerdo.|Entra en vigor en enero.
Ejecuta ⟦1⟧ y espera.|Después abre ⟦2⟧.
Bueno... no sé.|Quizá mañana.
¡Feliz año! 🎆|Nos vemos pronto.
Fue en el s. XIX, p. ej. en Cádiz.|Nadie lo recuerda.
¡No toques eso!|¿Me oyes?|Te lo digo en serio.
El archivo config.yml está en la carpeta raíz.|Edítalo.
Nació en el año 300 a. C. en Atenas.|Murió joven.
Mi perro (¡qué listo es!) abre las puertas.|Increíble.
Visita https://ejemplo.es/blog/v1.0/.|Hay fotos.
«¿Funciona?»|«Sí.»|Fin de la historia.
El Lic. J. M. Torres firmó el documento.|Yo no.
Pesa 2,5 kg.|Mide 30 cm.
Uso Node.js y Vue.js cada día.|Me encantan.
Llámame al tel. 555-1234.|Contesto siempre.
""",
    "de": """
Hr. Krause und Fr. Dr. Weiß kommen um 17 Uhr.|Wir warten.
Das kostet ca. 1.299,99 €.|Zu teuer!
Am 24. Dezember ist alles zu.|Am 27. geht es weiter.
Das gilt z. B. für Bäcker, Metzger usw.|Andere haben Glück.
Das gilt z.B. für Bäcker.|Metzger sind ausgenommen.
„Kommst du mit?“, fragte sie.|Er nickte.
Siehe Abb. 3 auf S. 12.|Dort ist alles erklärt.
Die 2. Auflage ist vergriffen.|Die 3. kommt im Mai.
Version 2.4.1 ist da!|Sie behebt 17 Fehler.
Was?|Schon wieder?|Das darf nicht wahr sein …
Ludwig XIV. war König von Frankreich.|Er baute Versailles.
Starte ⟦1⟧ neu.|Danach läuft ⟦2⟧.
Die Fa. Müller & Söhne GmbH liefert bis Mo. um 8 Uhr.|Hoffentlich.
Er wohnt in der Goethestr. 5.|Sie wohnt nebenan.
Die Datei liegt unter /etc/hosts.conf.|Öffne sie mit vim.
Das ist, d. h. war, mein Plan.|Jetzt nicht mehr.
Frohes Neues! 🎉|Bis bald.
Ich mag Tee (v. a. grünen!) und Kuchen.|Kaffee nicht.
Der 1. FC Köln hat gewonnen.|Endlich!
„Das geht nicht.“|So lautete die Antwort.
Der Zug fährt um 5.30 Uhr ab.|Sei pünktlich.
J. S. Bach wurde 1685 geboren.|Er starb 1750.
Es sind bzw. waren ggf. zwei Fehler, vgl. Kap. 4.|Beide sind behoben.
Naja ... es geht so.|Und dir?
Besuche www.beispiel.de/start.|Da steht mehr.
""",
    "it": """
Il Sig. Conti e la Dott.ssa Ferri arrivano alle 17.30.|Li aspetto.
Quanto costa?|Circa 1.299,99 €.|Troppo!
Vedi pag. 12, fig. 3.|È tutto lì.
È uscita la versione 5.1.0!|Corregge 8 errori.
Compra pane, latte, uova, ecc.|Non dimenticare il burro.
«Vieni?» chiese lei.|Lui annuì.
Il prof. Bianchi ha scritto il cap. 7.|Leggetelo.
Boh... non saprei.|Forse domani.
Esegui ⟦1⟧ e poi ⟦2⟧.|Fatto.
Nacque nel 44 a.C. a Roma.|Morì in esilio.
Buon anno! 🥂|Ci vediamo presto.
Via Garibaldi n. 15 è la mia casa.|Suona due volte.
Mi piace il tè (es. quello verde!) e la pioggia.|Il caffè no.
L'art. 5 della legge è chiaro.|Vieta tutto.
Visita https://esempio.it/blog.|Ci sono le foto.
Che bello!|Davvero?|Sì!
Il file ⟦1⟧ non esiste.|Crealo.
L'avv. G. Verdi ha firmato.|Io no.
Perché?|Perché sì.
Disse: «È finita.»|E se ne andò.
Pesa 2,5 kg.|È alto 30 cm.
La S.p.A. di Torino ha chiuso.|Che peccato.
Uso Vue.js ogni giorno.|È veloce.
Il dott. Neri (il mio medico) è in ferie.|Torna lunedì.
""",
    "pt": """
O Sr. Almeida e a Sra. Dias chegam às 17h30.|Vamos esperar.
Quanto custa?|Uns R$ 1.299,99 aprox.|Que caro!
O Dr. Lima mora na Av. Paulista, n.º 100.|Ele é simpático.
Saiu a versão 6.2.1!|Ela corrige 9 erros.
Compre pão, leite, ovos, etc.|Não esqueça o queijo.
Veja a pág. 12 do cap. 3.|Está tudo lá.
— Você vem? — perguntou ela.|Ele não respondeu.
“Não sei”, disse ele.|E foi embora.
Bom... não sei.|Talvez amanhã.
Execute ⟦1⟧ e depois ⟦2⟧.|Pronto.
Nasceu em 300 a.C. na Grécia.|Morreu jovem.
Feliz ano novo! 🎇|Até breve.
A Profa. Souza escreveu isso, p. ex., em 1999.|Ninguém leu.
Os EUA e o Brasil assinaram o acordo.|Vale desde jan. 2020.
Meu cão (que esperto!) abre portas.|Incrível.
Visite www.exemplo.com.br/blog.|Há fotos.
Por quê?|Porque sim.
O arquivo config.yml fica na raiz.|Edite-o.
V. Ex.ª tem razão.|Eu errei.
“Funciona?”|“Sim.”|Fim.
Pesa 2,5 kg.|Mede 30 cm.
Não!|Não pode ser!!
A Cia. de Jesus chegou em 1549.|Ficou 200 anos.
J. A. Ramos assinou.|Eu não.
""",
    "ja": """
おはようございます。|今日は雨です。
「どこへ行くの？」と彼女は聞いた。|私は答えなかった。
バージョン3.2.1が出ました！|ぜひ試してください。
本当に？|信じられない！
値段は1,299.99円です。|高いですね。
うーん……わからない。|明日聞いてみます。
まず⟦1⟧を実行します。|次に⟦2⟧です。
（これは余談です。）|本題に戻ります。
彼は「もう終わりだ。帰ろう。」と言った。|みんな帰った。
Vue.jsとNode.jsを使っています。|便利です。
詳しくはhttps://example.jp/blog/v1.0/をご覧ください。|写真もあります。
やった！🎉|ありがとう。
新年おめでとう！！|今年もよろしく。
私は猫（三毛猫です）を飼っています。|名前はミケです。
Dr.田中に聞きました。|彼は笑いました。
これは何ですか?|ペンです。
「はい。」|彼はそう言った。
例えば、りんご、みかん、ぶどうなど。|全部好きです。
午後5時30分に会いましょう。|遅れないで！
⟦1⟧は速い。|⟦2⟧は遅い。
『星の王子さま』を読んだ。|泣いた。
No.5の部屋です。|鍵は受付にあります。
えっ!?|まさか。
Yahoo!で検索した。|何も出なかった。
""",
    "zh": """
早上好。|今天下雨。
“你去哪儿？”她问。|我没有回答。
3.2.1版本发布了！|快来试试。
真的吗？|我不信！
价格是1,299.99元。|太贵了。
嗯……我不知道。|明天再说吧。
先运行⟦1⟧。|再运行⟦2⟧。
（这是题外话。）|言归正传。
他说：“结束了。回家吧。”|大家都走了。
我用Vue.js和Node.js。|很方便。
详情见https://example.cn/blog/v1.0/。|还有照片。
太好了！🎉|谢谢大家。
新年快乐！！|明年见。
我养了一只猫（三花猫！）。|它叫咪咪。
这是什么?|一支笔。
《红楼梦》是一本好书。|我读了三遍。
例如：苹果、橘子、葡萄等等。|我都喜欢。
下午5:30见。|别迟到！
⟦1⟧很快；⟦2⟧很慢。|两个都能用。
“好的。”|他这样回答。
什么?!|不可能。
第1章讲安装，第2章讲配置。|第3章最难。
今天是2024.5.1。|放假了。
老师问：“谁知道答案？”|没有人举手。
""",
    "ar": """
صباح الخير.|الجو ممطر اليوم.
هل ستأتي؟|نعم، بالتأكيد!
صدر الإصدار 3.2.1 أمس.|جرّبه الآن.
السعر 1,299.99 دولار.|هذا غالٍ جدا.
قال د. أحمد إن النتائج جيدة.|فرحنا كثيرا.
«إلى أين تذهب؟» سألت أمي.|لم أجب.
شغّل ⟦1⟧ أولا.|ثم افتح ⟦2⟧.
لا أعرف...|ربما غدا.
أ. د. محمد علي كتب الفصل الأول.|اقرأه بعناية.
كل عام وأنتم بخير! 🎉|إلى اللقاء.
زوروا https://example.com/ar/blog.|هناك صور.
ما هذا؟|إنه قلم.
اشتريت الخبز والحليب إلخ.|نسيت البيض.
قال: «انتهى الأمر.»|ثم خرج.
قطتي (واسمها ميمي!) تحب النوم.|وأنا أيضا.
يبدأ الدرس الساعة 5:30 مساء.|لا تتأخر.
ولد عام 300 ق.م. في أثينا.|مات شابا.
عام 1990 م بدأت القصة؛ كانت قصيرة.|لكنها جميلة.
أستخدم Node.js كل يوم.|إنه سريع.
يا إلهي!!|ماذا حدث؟
ملف config.yml في المجلد الرئيسي.|عدّله.
وزنه 2.5 كغ.|طوله 30 سم.
كتبه أ. ب. حسن.|أنا لم أكتبه.
لماذا؟!|لا أحد يعرف.
""",
    "hi": """
सुप्रभात।|आज बारिश हो रही है।
क्या तुम आओगे?|हाँ, ज़रूर!
संस्करण 3.2.1 कल आया।|इसे आज़माएँ।
कीमत 1,299.99 रुपये है।|यह बहुत महँगा है।
डॉ. शर्मा ने कहा कि नतीजे अच्छे हैं।|हम खुश हुए।
“तुम कहाँ जा रहे हो?” माँ ने पूछा।|मैंने जवाब नहीं दिया।
पहले ⟦1⟧ चलाएँ।|फिर ⟦2⟧ खोलें।
पता नहीं...|शायद कल।
श्री. मेहता और प्रो. ए. के. सिंह आए।|सब हँसे।
नया साल मुबारक! 🎉|फिर मिलेंगे।
https://example.in/blog देखें।|वहाँ तस्वीरें हैं।
यह क्या है?|यह एक कलम है।
मैंने रोटी, दूध, अंडे आदि खरीदे।|पनीर भूल गया।
उसने कहा, “सब खत्म हो गया।”|फिर वह चला गया।
मेरी बिल्ली (उसका नाम मिमी है!) सोती है।|मैं भी।
कक्षा शाम 5:30 बजे शुरू होती है।|देर मत करना।
उनका जन्म 300 ई. पू. में हुआ।|वे जवान मरे।
मैं हर दिन Node.js इस्तेमाल करता हूँ।|यह तेज़ है।
हे भगवान!!|क्या हुआ?
फ़ाइल config.yml मुख्य फ़ोल्डर में है।|उसे बदलें।
वज़न 2.5 कि.ग्रा. है।|लंबाई 30 से.मी. है।
रमेश भागा॥|कहानी समाप्त।
यह हिन्दी में है.|यह भी सही है.
क्यों?!|कोई नहीं जानता।
""",
}

# Written when the rules had been mended on the cases above.
SECOND = {
    "en": """
Dr. Who is on at 8 p.m. on Sat. and Sun. this month.|Set a reminder.
My laptop weighs 1.4 kg.|Yours weighs 2.
"Is Mrs. Pemberton in?" the visitor asked.|"She is not."
Chapter IV. was the worst.
In Fig. 4b we see ⟦1⟧ in red.|Eq. (3) explains it.
I read it on the bus (p. 12, I think).|It made me laugh!
The v2.x branch is dead.|Long live v3.
Is C++ hard?|C# is not.
He works for Initech Ltd. in Leeds.|They sell pens.
Maj. Tom called at 6 a.m. GMT.|Nobody picked up.
Good night :)|See you tomorrow.
I ran ⟦1⟧.|Nothing happened.|Then ⟦2⟧ crashed.
Why not use ⟦1⟧?|Because it's slow!
Turn left on Elm Ave. and park.|The house is blue.
""",
    "fr": """
Le prof. Garnier (univ. de Lille) viendra le 3 févr. à 9 h.|Réservez !
Mes chats s'appellent Tic & Tac.|Ils dorment.
« Où est Mme Petit ? » demanda Paul.|Personne ne répondit.
Le fichier fait 4,7 Mo.|C'est trop.
Lisez les pp. 10 à 15.|Le reste est ennuyeux.
Hélas !|Trois fois hélas !|Le train était parti…
J'habite au 5, bd Voltaire.|C'est calme.
C'est-à-dire ?|Rien de spécial.
Voir l'éd. de 1987, t. II, p. 34.|Elle est rare.
La S.N.C.F. est en grève.|Encore.
Merci 🙏 !|À bientôt.
J'ai mangé des pommes (2 kg !), des poires, etc.|Quel régal.
""",
    "es": """
La Sra. Núñez llegó el 3 de feb. a las 9.|Traía pan.
Mide 1,80 m.|Pesa 75 kg.
—No, gracias —dijo el Dr. Paz—.|Ya comí.
¡Hola, mundo!|¿Qué tal?|Todo bien por aquí…
Lee las págs. 10 a 15.|El resto aburre.
Vivo en el n.º 8 de la calle Sol.|Es tranquila.
Según la Prof. Gómez, cap. IV, es falso.|Yo no lo creo.
La ONU (fundada en 1945) tiene sede en N. York.|Es grande.
Cuesta 3 mil. de pesos.|No los tengo.
Usa ⟦1⟧.|Evita ⟦2⟧, ⟦3⟧, etc.|Te irá mejor.
Dice «¡Vamos!» y sale.|Nadie lo sigue.
El disco tiene 2 TB.|El mío, 500 GB.
""",
    "de": """
Prof. Dr. med. Hans Vogel hält am Fr., dem 3. Feb., einen Vortrag.|Kommt alle!
Ich wiege 75 kg.|Du wiegst 60.
„Ist Frau Dr. Lang da?“, fragte der Bote.|„Nein.“
Lies S. 10 ff. und Kap. 3.|Der Rest ist fad.
Das Buch (3. Aufl., Bd. 2) kostet 20 €.|Es lohnt sich.
Wir treffen uns um 8.15 Uhr am Hbf.|Sei da!
Rund 3 Mio. Menschen leben hier.|Viele fahren Rad.
Im 19. Jahrhundert gab es das nicht.|Heute schon.
Kaiser Karl V. dankte ab.|Das war 1556.
Nimm ⟦1⟧ statt ⟦2⟧.|⟦3⟧ geht auch.
Hurra!|Es ist Freitag!|Endlich …
Das kostet i. d. R. nichts, u. U. aber 5 Euro.|Frag nach.
""",
    "it": """
La prof.ssa Galli arriva il 3 feb. alle 9.|Portate i libri.
Peso 75 kg.|Tu 60.
«C'è il dott. Riva?» chiese il postino.|«No.»
Leggi le pagg. 10-15.|Il resto annoia.
Abito in v.le Roma, n. 8.|È tranquillo.
La N.A.S.A. ha lanciato un razzo.|È esploso.
Evviva!|È venerdì!|Finalmente…
Il file pesa 4,7 MB.|È troppo.
Secondo me (e non solo!) è falso.|Vedremo.
Usa ⟦1⟧.|Evita ⟦2⟧, ⟦3⟧, ecc.|Andrà meglio.
Papa Giovanni XXIII. Un grande uomo.
Sono le ore 8.15.|Svegliati!
""",
    "pt": """
A Dra. Pires chega em 3 de fev. às 9h.|Traga os livros.
Peso 75 kg.|Você, 60.
— O Sr. Costa está? — perguntou o carteiro.|— Não.
Leia as págs. 10 a 15.|O resto é chato.
Moro na R. das Flores, n. 8.|É calma.
A N.A.S.A. lançou um foguete.|Explodiu.
Oba!|É sexta!|Finalmente…
O arquivo tem 4,7 MB.|É demais.
Segundo ele (e não só!) é falso.|Veremos.
Use ⟦1⟧.|Evite ⟦2⟧, ⟦3⟧, etc.|Vai melhorar.
D. Pedro II. gostava de livros.
São 8h15.|Acorde!
""",
    "ja": """
山田先生は午前9時に来ます。|本を持って来てください。
体重は75.5kgです。|身長は170cmです。
「田中さんはいますか？」配達員が聞いた。|「いいえ。」
第3章を読んでください。|あとは退屈です。
バンザイ！！！|金曜日だ！
えーと…何だっけ？|思い出した！
⟦1⟧を使う。|⟦2⟧は使わない。
ファイルは4.7MBです（大きすぎる！）。|消しましょう。
「速い！安い！うまい！」が合言葉です。|行ってみよう。
それはC++？|いいえ、C#です。
ありがとう😊|またね。
今日は寒い．|明日も寒い．
""",
    "zh": """
王老师上午9点到。|请带书。
我体重75.5公斤。|身高1米7。
“张先生在吗？”邮递员问道。|“不在。”
请读第3章。|其余的很无聊。
万岁！！！|今天是星期五！
那个……叫什么来着？|想起来了！
请用⟦1⟧。|不要用⟦2⟧。
文件有4.7MB（太大了！）。|删掉吧。
“快！好！省！”是我们的口号。|来看看吧。
这是C++吗？|不，是C#。
他买了苹果、梨等。|忘了香蕉。
鲁迅（1881—1936）是作家。|他写了《呐喊》。
""",
    "ar": """
تصل د. ليلى الساعة 9 صباحا.|أحضروا الكتب.
وزني 75.5 كغ.|طولي 170 سم.
«هل السيد كريم هنا؟» سأل الساعي.|«لا.»
اقرأ ص. 10 إلى 15.|الباقي ممل.
هيا!|إنه يوم الجمعة!|أخيرا...
استخدم ⟦1⟧.|تجنب ⟦2⟧ و⟦3⟧ إلخ.|هذا أفضل.
حجم الملف 4.7 ميغابايت.|هذا كثير.
في رأيي (ولست وحدي!) هذا خطأ.|سنرى.
هل هي C++؟|لا، هي C#.
الأمم المتحدة (تأسست عام 1945) منظمة دولية.|مقرها نيويورك.
شكرا جزيلا 🙏.|إلى الغد.
أين أنت؟|أنا هنا؛ في البيت.|تعال!
""",
    "hi": """
डॉ. गुप्ता सुबह 9 बजे आएँगे।|किताबें लाना।
मेरा वज़न 75.5 किलो है।|कद 170 सेमी है।
“क्या वर्मा जी हैं?” डाकिए ने पूछा।|“नहीं।”
पृ. 10 से 15 पढ़ें।|बाकी उबाऊ है।
वाह!|आज शुक्रवार है!|आख़िरकार...
⟦1⟧ का प्रयोग करें।|⟦2⟧, ⟦3⟧ आदि से बचें।|बेहतर होगा।
फ़ाइल 4.7 एमबी की है।|यह ज़्यादा है।
मेरे विचार में (और केवल मेरे नहीं!) यह ग़लत है।|देखेंगे।
क्या यह C++ है?|नहीं, यह C# है।
पं. नेहरू और बी. आर. अंबेडकर मिले।|बात हुई।
धन्यवाद 🙏।|कल मिलेंगे।
तुम कहाँ हो?|मैं यहाँ हूँ; घर पर।|आओ!
""",
}

# Written when the rules had been mended on both.
THIRD = {
    "en": """
Sgt. Pepper is 50 yrs. old.|I still play it.
The tarball (ca. 30 MB) lives at ftp.example.net/pub/v7.1.tar.gz.|Grab it.
Hm.|That is odd.
“I can't,” Lucy said. “I have work.”|So we left.
Jan. 5 was cold.|Feb. was worse.
I moved from Python 2.7 to 3.12 in one day!|No regrets.
Do you like Sci-Fi vs. Fantasy?|Both, please.
Send it to bob@example.com or alice@example.org.|Either works.
Press ⟦1⟧ + ⟦2⟧.|A window opens.
Approx. 1 in 5 people snore.|Source: the N.Y. Times, p. B4.
It was 7:45 a.m. when the alarm rang.|I hit snooze.
They said "never again"…|Guess what happened.
My e-mail client (mutt!) still works fine.|Love it ❤️
There are 3 rules: a. be kind; b. be brief; c. be gone.
""",
    "fr": """
Hé !|Tu m'écoutes ?
Le film dure env. 2 h 15.|C'est long.
Sur la fig. 3, on voit ⟦1⟧.|La suite est à la p. 8.
Mme de Staël et M. de La Fayette discutaient.|Il pleuvait.
Nous sommes partis (enfin !) vers midi.|Il faisait beau.
« Jamais », dit-il.|« Jamais de la vie. »
Écrivez à contact@exemple.fr.|On répond vite.
Le TGV de 7 h 45 a 10 min de retard.|Pas grave.
Et si… non, rien.|Oubliez ça.
Python 3.12 ou 2.7 ?|Ni l'un ni l'autre.
Les sociétés Durand S.A. et Dupont S.A.R.L. fusionnent.|Bonne idée ?
L'ex. n° 3 est faux.|Corrigez-le.
""",
    "es": """
¡Eh!|¿Me oyes?
La película dura aprox. 2 h.|Es larga.
En la fig. 3 vemos ⟦1⟧.|Sigue en la p. 8.
Don Quijote y el Sr. Panza hablaban.|Llovía.
Salimos (¡por fin!) a las 12 h.|Hacía sol.
«Nunca», dijo.|«Jamás.»
Escribe a hola@ejemplo.es.|Contestamos pronto.
El tren de las 7.45 llega tarde.|No importa.
Y si... no, nada.|Olvídalo.
¿Python 3.12 o 2.7?|Ninguno.
La empresa Gómez S. A. cerró.|Qué pena.
El ej. 3 está mal.|Corrígelo.
""",
    "de": """
He!|Hörst du mich?
Der Film dauert ca. 2 Std. und 15 Min. mit Pause.|Das ist lang.
In Abb. 3 sieht man ⟦1⟧.|Weiter auf S. 8.
Fr. v. Stein und Hr. Goethe sprachen.|Es regnete.
Wir fuhren (endlich!) gegen Mittag los.|Die Sonne schien.
„Nie“, sagte er.|„Niemals.“
Schreib an hallo@beispiel.de.|Wir antworten schnell.
Der ICE um 7.45 Uhr hat 10 Min. Verspätung.|Egal.
Und wenn … nein, nichts.|Vergiss es.
Python 3.12 oder 2.7?|Keins von beiden.
Die Müller AG wurde am 1.1.2020 gegründet.|Sie wächst.
Aufg. 3 ist falsch.|Korrigiere sie.
""",
    "it": """
Ehi!|Mi senti?
Il film dura ca. 2 ore.|È lungo.
Nella fig. 3 si vede ⟦1⟧.|Continua a p. 8.
Il sig. Rossi e la sig.ra Bianchi parlavano.|Pioveva.
Siamo partiti (finalmente!) a mezzogiorno.|C'era il sole.
«Mai», disse.|«Mai più.»
Scrivi a ciao@esempio.it.|Rispondiamo presto.
Il treno delle 7.45 è in ritardo.|Non importa.
E se... no, niente.|Lascia stare.
Python 3.12 o 2.7?|Nessuno dei due.
La ditta Rossi S.r.l. ha chiuso.|Peccato.
L'es. n. 3 è sbagliato.|Correggilo.
""",
    "pt": """
Ei!|Você me ouve?
O filme dura aprox. 2 horas.|É longo.
Na fig. 3 vemos ⟦1⟧.|Continua na p. 8.
O Sr. Silva e a Dra. Rocha conversavam.|Chovia.
Saímos (finalmente!) ao meio-dia.|Fazia sol.
“Nunca”, disse.|“Jamais.”
Escreva para oi@exemplo.com.br.|Respondemos logo.
O trem das 7h45 está atrasado.|Não faz mal.
E se... não, nada.|Esqueça.
Python 3.12 ou 2.7?|Nenhum.
A firma Silva Ltda. fechou.|Que pena.
O ex. 3 está errado.|Corrija-o.
""",
    "ja": """
ねえ！|聞いてる？
映画は約2時間15分です。|長いですね。
図3に⟦1⟧が見えます。|続きは8ページです。
鈴木氏（45）は社長だ。|趣味は釣り。
やっと（本当に！）出発した。|晴れていた。
「絶対に嫌だ」と彼は言った。|「二度と。」
hello@example.jpまでご連絡ください。|すぐ返信します。
7時45分の電車は10分遅れです。|大丈夫です。
もし…いや、何でもない。|忘れて。
Python 3.12か2.7か？|どちらでもない。
「A」と「B」は違います。|注意してください。
１．インストールする。|２．起動する。
""",
    "zh": """
喂！|你听见了吗？
电影大约2小时15分钟。|很长。
图3中可以看到⟦1⟧。|续见第8页。
李先生（45岁）是老板。|他爱钓鱼。
我们（终于！）中午出发了。|天气晴朗。
“绝不。”他说。|“永远不。”
请写信给hello@example.cn。|我们很快回复。
7:45的火车晚点10分钟。|没关系。
如果……不，没什么。|算了。
Python 3.12还是2.7？|都不是。
“A”和“B”不同。|请注意。
注意：本文很长！|请耐心看。
""",
    "ar": """
هيه!|هل تسمعني؟
مدة الفيلم ساعتان تقريبا.|إنه طويل.
في الشكل 3 نرى ⟦1⟧.|البقية في الصفحة 8.
كان السيد كريم ود. ليلى يتحدثان.|كان المطر يهطل.
انطلقنا (أخيرا!) عند الظهر.|كان الجو مشمسا.
قال: «أبدا».|ثم سكت.
راسلونا على hello@example.com.|نرد بسرعة.
قطار الساعة 7:45 متأخر.|لا بأس.
لو... لا، لا شيء.|انس الأمر.
Python 3.12 أم 2.7؟|لا هذا ولا ذاك.
هل قرأت الكتاب؟|ماذا عن الفيلم؟|كلاهما جيد!
أُنشئت الشركة في 1.1.2020.|وهي تنمو.
""",
    "hi": """
अरे!|सुनते हो?
फ़िल्म लगभग 2 घंटे की है।|लंबी है।
चित्र 3 में ⟦1⟧ दिखता है।|शेष पृष्ठ 8 पर।
श्री वर्मा और डॉ. राव बात कर रहे थे।|बारिश हो रही थी।
हम (आख़िरकार!) दोपहर को निकले।|धूप थी।
“कभी नहीं,” उसने कहा।|“कभी नहीं।”
hello@example.in पर लिखें।|हम जल्दी जवाब देते हैं।
7:45 की ट्रेन देर से है।|कोई बात नहीं।
अगर... नहीं, कुछ नहीं।|भूल जाओ।
Python 3.12 या 2.7?|दोनों नहीं।
कंपनी 1.1.2020 को बनी।|वह बढ़ रही है।
ध्यान दें: यह लंबा है!|धैर्य रखें।
""",
}

# Written when the rules had been mended on all three.
FOURTH = {
    "en": """
Our cat, Mr. Biscuit, turned 9 yesterday.|We baked him a fish cake.
The next release (v10.0.0-alpha.3) lands on Fri., Dec. 13.|Brace yourselves.
Who wrote this?|Me, apparently, in 2014…
Dinner was £12.50 per head incl. drinks.|Not bad!
See RFC 2616, sec. 4.2, and the errata.|Then forget both.
She has an M.A. in history and a Ph.D. in physics.|He has a dog.
P.S. I still owe you a beer.
"Stop," I said.|He stopped.
Our Q3 numbers are up 12.5%.|Nobody cheered.
Set ⟦1⟧ to ⟦2⟧, e.g. in your shell profile.|Restart the shell.
Wow, what a year!|Where do I even begin?
I asked Dr. Chen, M.D., about it.|She laughed.
Add 2 oz. butter.|Stir until smooth (approx. 5 min.).|Serve hot.
The train to St. Ives left at 9.05 a.m. on platform 2.
""",
    "fr": """
Notre chat, M. Biscuit, a eu 9 ans hier.|On lui a fait un gâteau.
Qui a écrit ça ?|Moi, apparemment, en 2014…
Le dîner coûtait 12,50 € par pers.|Pas mal !
Elle est née vers 300 apr. J.-C. en Gaule.|On ignore le reste.
« Arrête », ai-je dit.|Il s'est arrêté.
Mettez ⟦1⟧ à ⟦2⟧, p. ex. dans votre profil.|Redémarrez.
P.-S. : je te dois une bière.
Rendez-vous au 3e étage, apt. 12.|Sonnez fort.
Quelle année !|Par où commencer ?
Le ch. 2 est court ; le ch. 3 est long.|Lisez les deux.
Les E.-U. et l'O.N.U. sont d'accord.|Pour une fois.
Ajoutez 2 c. à s. de sucre.|Mélangez.
""",
    "es": """
Nuestro gato, don Bizcocho, cumplió 9 ayer.|Le hicimos un pastel.
¿Quién escribió esto?|Yo, al parecer, en 2014…
La cena costó 12,50 € por pers.|¡Nada mal!
El Excmo. Sr. Alcalde y la Ilma. Sra. Vega abrieron la feria.|Hubo música.
—Para —dije.|Él paró.
Pon ⟦1⟧ en ⟦2⟧, p. ej. en tu perfil.|Reinicia.
P. D. Te debo una cerveza.
Sube al 3.er piso, pta. 12.|Llama fuerte.
¡Qué año!|¿Por dónde empiezo?
El cap. 2 es corto; el cap. 3 es largo.|Lee ambos.
Los EE. UU. ganaron 3 a 1.|Fue un buen partido.
Añade 2 cdas. de azúcar.|Mezcla.
""",
    "de": """
Unser Kater, Hr. Keks, wurde gestern 9.|Wir buken ihm einen Kuchen.
Wer hat das geschrieben?|Ich, anscheinend, im Jahr 2014 …
Das Essen kostete 12,50 € pro Pers.|Nicht schlecht!
Er lebte um 300 n. Chr. in Trier.|Mehr weiß man nicht.
„Halt“, sagte ich.|Er hielt an.
Setze ⟦1⟧ auf ⟦2⟧, bspw. in deinem Profil.|Starte neu.
PS: Ich schulde dir ein Bier.
Komm in den 3. Stock, Whg. 12.|Klingle laut.
Was für ein Jahr!|Wo fange ich an?
Kap. 2 ist kurz, Kap. 3 lang.|Lies beide.
Die Sitzung ist am Di., 5. März, um 9 Uhr.|Kommt pünktlich!
Gib 2 EL Zucker dazu (ca. 30 g).|Rühre um.
""",
    "it": """
Il nostro gatto, il sig. Biscotto, ha compiuto 9 anni ieri.|Festa!
Chi l'ha scritto?|Io, pare, nel 2014…
La cena costava 12,50 € a pers.|Niente male!
Visse intorno al 300 d.C. in Gallia.|Non si sa altro.
«Fermo», dissi.|Lui si fermò.
Metti ⟦1⟧ a ⟦2⟧, p. es. nel tuo profilo.|Riavvia.
P.S. Ti devo una birra.
Sali al 3° piano, int. 12.|Suona forte.
Che anno!|Da dove comincio?
Il cap. 2 è breve; il cap. 3 è lungo.|Leggili entrambi.
La riunione è mar. 5 marzo alle 9.|Puntuali!
Aggiungi 2 cucchiai di zucchero (ca. 30 g).|Mescola.
""",
    "pt": """
Nosso gato, o Sr. Biscoito, fez 9 anos ontem.|Fizemos um bolo.
Quem escreveu isto?|Eu, pelo visto, em 2014…
O jantar custou R$ 12,50 por pess.|Nada mau!
Viveu por volta de 300 d.C. na Gália.|Não se sabe mais.
— Pare — eu disse.|Ele parou.
Ponha ⟦1⟧ em ⟦2⟧, p. ex. no seu perfil.|Reinicie.
P.S. Devo-lhe uma cerveja.
Suba ao 3.º andar, ap. 12.|Bata forte.
Que ano!|Por onde começo?
O cap. 2 é curto; o cap. 3 é longo.|Leia ambos.
A reunião é na seg. às 9h.|Seja pontual!
Junte 2 colheres de açúcar (aprox. 30 g).|Mexa.
""",
    "ja": """
うちの猫、ビスケットは昨日9歳になりました。|ケーキを焼きました。
誰が書いた？|どうやら2014年の私らしい……。
夕食は一人12.50ユーロ。|悪くない！
「止まれ」と言った。|彼は止まった。
⟦1⟧を⟦2⟧に設定します（例：プロファイルで）。|再起動します。
追伸：ビールをおごるよ。
3階の12号室です。|強くノックして！
なんて年だ！|どこから始めよう？
第2章は短く、第3章は長い。|両方読んで。
会議は3月5日（火）の9時です。|遅れないように。
「これ、いくら？」「三百円。」|安い！
砂糖を大さじ2杯加える。|混ぜる。|以上！
""",
    "zh": """
我家的猫饼干先生昨天9岁了。|我们做了蛋糕。
谁写的？|好像是2014年的我……
晚饭每人12.50欧元。|不错！
“停！”我说。|他停下了。
把⟦1⟧设为⟦2⟧（例如在配置里）。|重启。
附言：我欠你一杯啤酒。
上三楼，12号房。|大声敲门！
多好的一年！|从哪里说起呢？
第2章短，第3章长。|都读读吧。
会议在3月5日（周二）9点。|请准时。
“这个多少钱？”“三块。”|真便宜！
加两勺糖。|搅拌。|完成！
""",
    "ar": """
قطنا السيد بسكوت بلغ 9 سنوات أمس.|خبزنا له كعكة.
من كتب هذا؟|أنا، على ما يبدو، عام 2014...
كلف العشاء 12.50 يورو للفرد.|ليس سيئا!
عاش نحو 300 م. في بلاد الغال.
«قف»، قلت.|فوقف.
اضبط ⟦1⟧ على ⟦2⟧، مثلا في ملفك.|أعد التشغيل.
ملاحظة: أنا مدين لك بقهوة.
اصعد إلى الطابق 3، شقة 12.|اطرق بقوة!
يا له من عام!|من أين أبدأ؟
الفصل 2 قصير؛ الفصل 3 طويل.|اقرأهما.
الاجتماع يوم الثلاثاء 5 مارس الساعة 9.|لا تتأخروا!
أضف ملعقتين من السكر (نحو 30 غ.).|حرّك.
""",
    "hi": """
हमारी बिल्ली बिस्कुट कल 9 साल की हुई।|हमने केक बनाया।
यह किसने लिखा?|शायद मैंने, 2014 में...
खाना 12.50 यूरो का था।|बुरा नहीं!
“रुको,” मैंने कहा।|वह रुक गया।
⟦1⟧ को ⟦2⟧ पर सेट करें, जैसे प्रोफ़ाइल में।|फिर से शुरू करें।
पुनश्च: मुझ पर एक चाय उधार है।
तीसरी मंज़िल, कमरा 12 में आओ।|ज़ोर से खटखटाओ!
क्या साल था!|कहाँ से शुरू करूँ?
अध्याय 2 छोटा है; अध्याय 3 लंबा है।|दोनों पढ़ो।
बैठक मंगलवार 5 मार्च को 9 बजे है।|समय पर आना!
रु. 500 में मिलेगा।|जल्दी करो!
एम. ए. पास रवि ने बी. एड. किया।|अब वह शिक्षक है।
""",
}

# Written when the rules had been mended on all four.
FIFTH = {
    "en": """
I gave it 4.5 stars.|You gave it 3?!
Lt. Uhura opened a channel (freq. 121.5 MHz).|Static.
On pp. 3 and 7 you'll find my notes; on p. 9, a coffee stain.
"Really? You think so?" he asked.|I did.
The bus to Mt. Vernon leaves from Gate No. 12.|Don't miss it.
My kid (he's 6!) fixed the printer.|I'm so proud 🥹
It runs on macOS 14.2, iOS 17.1 and Windows 11.|Linux is next.
Johnson & Sons Co. of Boston made it in Oct. 1923.
Hello, world...|Is anybody out there?
What is ⟦1⟧ for?|Ask ⟦2⟧!
Vitamin C is good for you.|So is sleep.
You need: flour (500 g), salt, water, etc.|Knead for 10 min.|Wait.
He lives at 21 Jump St. with his two cats.
""",
    "fr": """
J'ai mis 4,5 étoiles.|Et toi, 3 ?!
Le col. Moutarde était dans la bibliothèque.|Avec le chandelier.
Aux pp. 3 et 7, mes notes ; à la p. 9, une tache de café.
« Vraiment ? Tu crois ? » dit-il.|Je le croyais.
Le bus pour le Mt St-Michel part du quai n° 12.|Ne le ratez pas.
Mon fils (il a 6 ans !) a réparé l'imprimante.|Je suis fière 🥹
Ça marche sous macOS 14.2 et Windows 11.|Linux suivra.
Bonjour le monde...|Il y a quelqu'un ?
À quoi sert ⟦1⟧ ?|Demandez à ⟦2⟧ !
Le Dr. J. Le Goff, prof. à Rennes, l'a dit.|Je le crois.
Il fait 35 °C à l'ombre.|On fond.
Farine (500 g), sel, eau, etc.|Pétrissez 10 min.|Attendez.
""",
    "es": """
Le di 4,5 estrellas.|¿Y tú, 3?
El Cnel. Mostaza estaba en la biblioteca.|Con el candelabro.
En las págs. 3 y 7 están mis notas; en la 9, una mancha.
«¿De verdad? ¿Tú crees?», dijo.|Lo creía.
El bus sale de la puerta núm. 12 de la Gral. Paz.|No lo pierdas.
Mi hijo (¡tiene 6 años!) arregló la impresora.|Qué orgullo 🥹
Funciona en macOS 14.2 y Windows 11.|Linux vendrá.
Hola, mundo...|¿Hay alguien ahí?
¿Para qué sirve ⟦1⟧?|¡Pregunta a ⟦2⟧!
Hace 35 °C a la sombra.|Nos derretimos.
Harina (500 g), sal, agua, etc.|Amasa 10 min.|Espera.
La vitamina C es buena.|Dormir también.
""",
    "de": """
Ich gab 4,5 Sterne.|Und du, 3?!
Oberst v. Gatow war in der Bibliothek.|Mit dem Leuchter.
Auf S. 3 und S. 7 stehen Notizen, auf S. 9 ist ein Fleck.
„Wirklich? Glaubst du?“, fragte er.|Ich glaubte es.
Der Bus nach St. Moritz fährt an Steig Nr. 12.|Verpass ihn nicht.
Mein Sohn (er ist 6!) hat den Drucker repariert.|Ich bin stolz 🥹
Das läuft unter macOS 14.2 und Windows 11.|Linux folgt.
Hallo Welt ...|Ist da wer?
Wozu dient ⟦1⟧?|Frag ⟦2⟧!
Es hat 35 °C im Schatten.|Wir schmelzen.
Mehl (500 g), Salz, Wasser usw.|10 Min. kneten.|Warten.
Der 3. Versuch klappte, der 4. nicht.|Warum?
""",
    "it": """
Ho dato 4,5 stelle.|E tu, 3?!
Il col. Mustard era in biblioteca.|Con il candelabro.
A pp. 3 e 7 ci sono le note; a p. 9, una macchia.
«Davvero? Tu credi?» disse.|Ci credevo.
Il bus per S. Marino parte dal binario n. 12.|Non perderlo.
Mio figlio (ha 6 anni!) ha aggiustato la stampante.|Che orgoglio 🥹
Funziona su macOS 14.2 e Windows 11.|Linux arriverà.
Ciao mondo...|C'è qualcuno?
A cosa serve ⟦1⟧?|Chiedi a ⟦2⟧!
Ci sono 35 °C all'ombra.|Ci sciogliamo.
Farina (500 g), sale, acqua, ecc.|Impasta per 10 min.|Aspetta.
La vitamina C fa bene.|Anche dormire.
""",
    "pt": """
Dei 4,5 estrelas.|E você, 3?!
O Cel. Mostarda estava na biblioteca.|Com o castiçal.
Nas págs. 3 e 7 há notas; na p. 9, uma mancha.
“Sério? Você acha?”, disse ele.|Eu achava.
O ônibus para S. Paulo sai do portão n.º 12.|Não perca.
Meu filho (tem 6 anos!) consertou a impressora.|Que orgulho 🥹
Roda no macOS 14.2 e no Windows 11.|O Linux vem aí.
Olá, mundo...|Tem alguém aí?
Para que serve ⟦1⟧?|Pergunte a ⟦2⟧!
Faz 35 °C à sombra.|Derretemos.
Farinha (500 g), sal, água, etc.|Amasse por 10 min.|Espere.
A vitamina C faz bem.|Dormir também.
""",
    "ja": """
4.5つ星をつけた。|君は3つ？
「本当？そう思う？」と彼は聞いた。|そう思った。
バスは12番ゲートから出ます。|乗り遅れないで。
息子（6歳！）がプリンターを直した。|誇らしい🥹
macOS 14.2とWindows 11で動きます。|Linuxは次です。
こんにちは、世界……。|誰かいますか？
⟦1⟧は何のため？|⟦2⟧に聞いて！
日陰で35℃です。|溶けそう。
小麦粉（500g）、塩、水など。|10分こねる。|待つ。
ビタミンCは体にいい。|睡眠もだ。
「静かに！」先生が叫んだ。|みんな黙った。
A社とB社が合併した。|株価は上がった。
""",
    "zh": """
我给了4.5颗星。|你给3颗？
“真的吗？你觉得呢？”他问。|我觉得是。
去圣莫里茨的车在12号站台。|别错过。
我儿子（才6岁！）修好了打印机。|真骄傲🥹
支持macOS 14.2和Windows 11。|Linux是下一个。
你好，世界……|有人吗？
⟦1⟧有什么用？|问⟦2⟧吧！
阴凉处有35℃。|我们要化了。
面粉（500克）、盐、水等。|揉10分钟。|等待。
维生素C有益健康。|睡眠也是。
“安静！”老师喊道。|大家都不说话了。
A公司和B公司合并了。|股价上涨。
""",
    "ar": """
أعطيته 4.5 نجوم.|وأنت، 3؟!
«حقا؟ أتظن ذلك؟» سأل الرجل.|ظننت ذلك.
تنطلق الحافلة من البوابة رقم 12.|لا تفوتها.
ابني (عمره 6 سنوات!) أصلح الطابعة.|أنا فخورة 🥹
يعمل على macOS 14.2 وWindows 11.|لينكس هو التالي.
مرحبا أيها العالم...|هل من أحد هنا؟
ما فائدة ⟦1⟧؟|اسأل ⟦2⟧!
الحرارة 35 مئوية في الظل.|نكاد نذوب.
طحين (500 غ)، ملح، ماء إلخ.|اعجن 10 دقائق.|انتظر.
فيتامين C مفيد.|والنوم كذلك.
أ. سامي مدرّس ممتاز.|طلابه يحبونه.
وصل د. خالد وم. هند معا.|بدأ الاجتماع.
""",
    "hi": """
मैंने 4.5 सितारे दिए।|और तुमने, 3?!
“सच? तुम्हें लगता है?” उसने पूछा।|मुझे लगता था।
बस गेट नं. 12 से जाती है।|छूट न जाए।
मेरे बेटे (6 साल का!) ने प्रिंटर ठीक किया।|गर्व है 🥹
यह macOS 14.2 और Windows 11 पर चलता है।|Linux अगला है।
नमस्ते दुनिया...|कोई है?
⟦1⟧ किस काम का है?|⟦2⟧ से पूछो!
छाया में 35 डिग्री है।|हम पिघल रहे हैं।
आटा (500 ग्रा.), नमक, पानी आदि।|10 मिनट गूँधें।|रुकें।
विटामिन सी अच्छा है।|नींद भी।
के. के. मेनन और आर. माधवन आए।|सब खुश हुए।
ई-मेल पता: hello@example.in।|लिखिए!
""",
}
