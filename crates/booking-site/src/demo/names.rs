//! Names and places of the demo hotel's guests, by where they come from. Nobody in particular: common names, put
//! together by chance.

/// A given name: as its bearer writes it, in Latin letters, and whether a woman's.
pub type Given = (&'static str, &'static str, bool);

/// A family name: as its bearer writes it, and in Latin letters.
pub type Family = (&'static str, &'static str);

/// Where guests come from.
#[derive(Debug)]
pub struct Origin {
    /// Country, alpha-2.
    pub country: &'static str,
    /// Language they write in.
    pub language: &'static str,
    /// Titles of a man and of a woman.
    pub titles: [&'static str; 2],
    /// Whether people have two family names.
    pub two_surnames: bool,
    /// Given names.
    pub given: &'static [Given],
    /// Family names.
    pub family: &'static [Family],
    /// Cities with a postal code.
    pub cities: &'static [(&'static str, &'static str)],
    /// Numbers begin with this, in E.164, and go on with digits until they have that many. Ranges kept free for films
    /// where the country has one, else blocks of zeros that nobody is given.
    pub phone: (&'static str, usize),
}

macro_rules! latin {
    (women: $($woman:literal)+; men: $($man:literal)+) => {
        &[$(($woman, $woman, true),)+ $(($man, $man, false)),+]
    };
}

macro_rules! families {
    ($($name:literal)+) => { &[$(($name, $name)),+] };
}

/// The origins and how many of a hundred guests have each.
pub static ORIGINS: &[(u32, Origin)] = &[
    (26, SPAIN),
    (15, BRITAIN),
    (13, GERMANY),
    (11, FRANCE),
    (8, PORTUGAL),
    (8, CHINA),
    (6, ITALY),
    (5, UNITED_STATES),
    (4, NETHERLANDS),
    (4, UKRAINE),
];

const SPAIN: Origin = Origin {
    country: "ES",
    language: "es",
    titles: ["Sr.", "Sra."],
    two_surnames: true,
    given: latin! {
        women: "Lucía" "Carmen" "Inmaculada" "Nuria" "Begoña" "Alba" "Rocío" "Montserrat" "Itziar" "Pilar" "Marina" "Irene" "Leire" "Aitana"
        "Candela" "Olga" "Noelia" "Elena";
        men: "Álvaro" "Iñaki" "Jordi" "Sergio" "Íñigo" "Gonzalo" "Rubén" "Joaquín" "Xavier" "Andrés" "Hugo" "Mateo" "Ángel" "Óscar" "Unai"
        "Nicolás" "Julián" "Tomás"
    },
    family: families! {
        "Aguirre" "Bermúdez" "Castaño" "Domínguez" "Echeverría" "Fuentes" "Gallego" "Herrero" "Ibáñez" "Jurado" "Lozano" "Marín" "Navarro"
        "Ochoa" "Peña" "Quintana" "Redondo" "Sáez" "Toledo" "Urrutia" "Valls" "Zamora" "Cabrera" "Muñoz" "Núñez" "Ferrer" "Soler" "Vidal"
        "Montero" "Prieto" "Rivas" "Serrano"
    },
    cities: &[
        ("Madrid", "28013"),
        ("Barcelona", "08002"),
        ("Valencia", "46003"),
        ("Bilbao", "48001"),
        ("Sevilla", "41004"),
        ("Zaragoza", "50003"),
        ("A Coruña", "15003"),
    ],
    phone: ("+34600000", 12),
};

const BRITAIN: Origin = Origin {
    country: "GB",
    language: "en",
    titles: ["Mr", "Ms"],
    two_surnames: false,
    given: latin! {
        women: "Harriet" "Imogen" "Beatrice" "Fiona" "Georgina" "Rosalind" "Tamsin" "Philippa" "Eleanor" "Maisie" "Bronwen" "Ailsa" "Freya"
        "Nadia" "Priya" "Zara";
        men: "Alistair" "Rupert" "Callum" "Gareth" "Nigel" "Duncan" "Rhys" "Oliver" "Theo" "Hamish" "Imran" "Owen" "Jasper" "Lewis" "Tariq"
        "Felix"
    },
    family: families! {
        "Ashworth" "Blackwood" "Carmichael" "Dunmore" "Ellery" "Fairclough" "Greenhalgh" "Hartley" "Ingram" "Kershaw" "Lockhart" "Merrick"
        "Norwood" "Ormsby" "Pemberton" "Radcliffe" "Sinclair" "Thornbury" "Underhill" "Whitcombe" "Yardley" "Ahmed" "Patel" "O'Dowd" "McKay"
        "Llewellyn" "Prentice" "Holloway"
    },
    cities: &[
        ("London", "SW1V 2QQ"),
        ("Leeds", "LS1 4AP"),
        ("Bristol", "BS1 5TR"),
        ("Edinburgh", "EH2 2ER"),
        ("Cardiff", "CF10 1EP"),
        ("Norwich", "NR2 1TF"),
    ],
    phone: ("+447700900", 13),
};

const GERMANY: Origin = Origin {
    country: "DE",
    language: "de",
    titles: ["Herr", "Frau"],
    two_surnames: false,
    given: latin! {
        women: "Annegret" "Birgit" "Dörte" "Friederike" "Gisela" "Heike" "Ilka" "Jördis" "Katharina" "Lieselotte" "Mareike" "Renate" "Swantje"
        "Ulrike" "Wiebke" "Ayşe";
        men: "Achim" "Bernd" "Detlef" "Eckhard" "Falk" "Günter" "Holger" "Jürgen" "Karsten" "Lothar" "Matthias" "Rüdiger" "Sönke" "Torsten"
        "Uwe" "Cem"
    },
    family: families! {
        "Albrecht" "Böttcher" "Claasen" "Dörfler" "Eichhorn" "Frühauf" "Göbel" "Hartmann" "Jäger" "Köhler" "Lindner" "Möller" "Nagel"
        "Oberländer" "Pfeiffer" "Rößler" "Schäfer" "Thiele" "Uhlig" "Vogt" "Weiß" "Zimmermann" "Yılmaz" "Straßburger" "Kühn" "Brandt"
        "Seidel" "Überall"
    },
    cities: &[
        ("Hamburg", "20095"),
        ("München", "80331"),
        ("Köln", "50667"),
        ("Leipzig", "04109"),
        ("Würzburg", "97070"),
        ("Saarbrücken", "66111"),
    ],
    phone: ("+493023125", 13),
};

const FRANCE: Origin = Origin {
    country: "FR",
    language: "fr",
    titles: ["M.", "Mme"],
    two_surnames: false,
    given: latin! {
        women: "Amélie" "Bénédicte" "Clémence" "Delphine" "Élodie" "Françoise" "Gaëlle" "Hélène" "Inès" "Joëlle" "Léa" "Maëlys" "Noémie"
        "Océane" "Solène" "Zoé";
        men: "Aurélien" "Benoît" "Cédric" "Didier" "Étienne" "Frédéric" "Gaëtan" "Hervé" "Jérôme" "Loïc" "Mathéo" "Noël" "Rémi" "Sébastien"
        "Thibault" "Yoann"
    },
    family: families! {
        "Aubert" "Besnard" "Chevalier" "Delaunay" "Étienne" "Fournier" "Guérin" "Hébert" "Jacquet" "Lefèvre" "Marchand" "Noël" "Olivier"
        "Perrot" "Quéré" "Rousseau" "Tessier" "Vasseur" "Barbier" "Dupré" "Gauthier" "Lacroix" "Maillard" "Régnier" "Benali" "Le Goff"
    },
    cities: &[
        ("Paris", "75011"),
        ("Lyon", "69002"),
        ("Bordeaux", "33000"),
        ("Toulouse", "31000"),
        ("Nîmes", "30000"),
        ("Orléans", "45000"),
    ],
    phone: ("+331990000", 12),
};

const PORTUGAL: Origin = Origin {
    country: "PT",
    language: "pt",
    titles: ["Sr.", "Sra."],
    two_surnames: true,
    given: latin! {
        women: "Beatriz" "Conceição" "Inês" "Leonor" "Mafalda" "Raquel" "Sónia" "Teresa" "Vitória" "Margarida" "Catarina" "Lurdes";
        men: "António" "Bernardo" "Duarte" "Estêvão" "Gonçalo" "João" "Luís" "Nuno" "Rui" "Simão" "Vasco" "Zeferino"
    },
    family: families! {
        "Abrantes" "Baptista" "Conceição" "Esteves" "Figueiredo" "Guimarães" "Henriques" "Leitão" "Magalhães" "Nóbrega" "Paixão" "Queirós"
        "Sequeira" "Tavares" "Vasconcelos" "Simões" "Falcão" "Antunes" "Gouveia" "Brandão"
    },
    cities: &[("Lisboa", "1200-109"), ("Porto", "4000-322"), ("Évora", "7000-508"), ("Braga", "4700-030"), ("Faro", "8000-078")],
    phone: ("+351900000", 13),
};

const CHINA: Origin = Origin {
    country: "CN",
    language: "zh-CN",
    titles: ["先生", "女士"],
    two_surnames: false,
    given: &[
        ("小燕", "Xiaoyan", true),
        ("雅婷", "Yating", true),
        ("诗涵", "Shihan", true),
        ("美玲", "Meiling", true),
        ("静怡", "Jingyi", true),
        ("晓彤", "Xiaotong", true),
        ("佳慧", "Jiahui", true),
        ("梦琪", "Mengqi", true),
        ("倩", "Qian", true),
        ("丽娟", "Lijuan", true),
        ("若溪", "Ruoxi", true),
        ("文君", "Wenjun", true),
        ("海涛", "Haitao", false),
        ("俊杰", "Junjie", false),
        ("子轩", "Zixuan", false),
        ("国强", "Guoqiang", false),
        ("志远", "Zhiyuan", false),
        ("浩然", "Haoran", false),
        ("鹏", "Peng", false),
        ("建平", "Jianping", false),
        ("明哲", "Mingzhe", false),
        ("天宇", "Tianyu", false),
        ("振华", "Zhenhua", false),
        ("磊", "Lei", false),
    ],
    family: &[
        ("李", "Li"),
        ("赵", "Zhao"),
        ("周", "Zhou"),
        ("吴", "Wu"),
        ("徐", "Xu"),
        ("孙", "Sun"),
        ("朱", "Zhu"),
        ("马", "Ma"),
        ("郭", "Guo"),
        ("何", "He"),
        ("林", "Lin"),
        ("罗", "Luo"),
        ("梁", "Liang"),
        ("宋", "Song"),
        ("郑", "Zheng"),
        ("谢", "Xie"),
        ("韩", "Han"),
        ("冯", "Feng"),
        ("邓", "Deng"),
        ("曹", "Cao"),
        ("彭", "Peng"),
        ("曾", "Zeng"),
        ("蒋", "Jiang"),
        ("欧阳", "Ouyang"),
    ],
    cities: &[("上海", "200001"), ("北京", "100010"), ("杭州", "310002"), ("深圳", "518000"), ("成都", "610016"), ("苏州", "215005")],
    phone: ("+8610000000", 14),
};

const ITALY: Origin = Origin {
    country: "IT",
    language: "it",
    titles: ["Sig.", "Sig.ra"],
    two_surnames: false,
    given: latin! {
        women: "Alessia" "Benedetta" "Chiara" "Donatella" "Federica" "Ginevra" "Ilaria" "Letizia" "Ornella" "Serena" "Viola" "Zita";
        men: "Ambrogio" "Corrado" "Dario" "Ettore" "Fabrizio" "Gianluca" "Leonardo" "Niccolò" "Pierluigi" "Raffaele" "Tommaso" "Vito"
    },
    family: families! {
        "Abbiati" "Bellini" "Carminati" "D'Angelo" "Esposito" "Fontana" "Galli" "Innocenti" "Lombardi" "Marchetti" "Nicolò" "Orsini" "Pellegrini"
        "Rinaldi" "Salvini" "Testa" "Ughi" "Valentini" "Zanetti" "De Santis"
    },
    cities: &[("Milano", "20121"), ("Torino", "10121"), ("Bologna", "40121"), ("Forlì", "47121"), ("Palermo", "90133")],
    phone: ("+393000000", 13),
};

const UNITED_STATES: Origin = Origin {
    country: "US",
    language: "en-US",
    titles: ["Mr.", "Ms."],
    two_surnames: false,
    given: latin! {
        women: "Amber" "Brooke" "Courtney" "Dakota" "Hailey" "Jocelyn" "Kendra" "Latoya" "Mackenzie" "Paige" "Rosa" "Shelby";
        men: "Austin" "Brandon" "Chad" "Darnell" "Ethan" "Garrett" "Hector" "Jamal" "Kyle" "Logan" "Trevor" "Wyatt"
    },
    family: families! {
        "Abernathy" "Brewster" "Callahan" "Delgado" "Eastwick" "Franklin" "Gustafson" "Hollister" "Jefferson" "Kowalski" "Lindqvist" "Mendoza"
        "Nakamura" "O'Brien" "Prescott" "Ramirez" "Stanton" "Tillman" "Vandenberg" "Whitaker"
    },
    cities: &[("Boston", "02108"), ("Chicago", "60601"), ("Austin", "78701"), ("Seattle", "98101"), ("Denver", "80202")],
    phone: ("+120255501", 12),
};

const NETHERLANDS: Origin = Origin {
    country: "NL",
    language: "nl",
    titles: ["Dhr.", "Mevr."],
    two_surnames: false,
    given: latin! {
        women: "Anouk" "Femke" "Hanneke" "Janneke" "Lotte" "Marijke" "Noor" "Roos" "Saskia" "Willemijn";
        men: "Bas" "Daan" "Gijs" "Jeroen" "Koen" "Maarten" "Pieter" "Sjoerd" "Teun" "Wouter"
    },
    family: families! {
        "van den Berg" "de Bruijn" "Dijkstra" "Hoekstra" "Jansen" "Kuipers" "van Loon" "Meijer" "Postma" "de Ruiter" "Schouten" "Terpstra"
        "Verhoeven" "Wiersma" "van der Zee" "IJsbrandy"
    },
    cities: &[("Utrecht", "3511 BN"), ("Groningen", "9711 LM"), ("Den Haag", "2511 CS"), ("Eindhoven", "5611 EM")],
    phone: ("+31600000", 12),
};

const UKRAINE: Origin = Origin {
    country: "UA",
    language: "uk",
    titles: ["пан", "пані"],
    two_surnames: false,
    given: &[
        ("Оксана", "Oksana", true),
        ("Леся", "Lesia", true),
        ("Соломія", "Solomiia", true),
        ("Наталія", "Nataliia", true),
        ("Ярина", "Yaryna", true),
        ("Зоряна", "Zoriana", true),
        ("Ганна", "Hanna", true),
        ("Мирослава", "Myroslava", true),
        ("Богдан", "Bohdan", false),
        ("Остап", "Ostap", false),
        ("Тарас", "Taras", false),
        ("Юрій", "Yurii", false),
        ("Андрій", "Andrii", false),
        ("Назар", "Nazar", false),
        ("Любомир", "Liubomyr", false),
        ("Євген", "Yevhen", false),
    ],
    family: &[
        ("Бондаренко", "Bondarenko"),
        ("Ткачук", "Tkachuk"),
        ("Гриценко", "Hrytsenko"),
        ("Мельник", "Melnyk"),
        ("Кравчук", "Kravchuk"),
        ("Лисенко", "Lysenko"),
        ("Поліщук", "Polishchuk"),
        ("Савчук", "Savchuk"),
        ("Яременко", "Yaremenko"),
        ("Щербак", "Shcherbak"),
        ("Дзюба", "Dziuba"),
        ("Олійник", "Oliinyk"),
        ("Рудь", "Rud"),
        ("Хоменко", "Khomenko"),
    ],
    cities: &[("Київ", "01001"), ("Львів", "79000"), ("Одеса", "65000"), ("Дніпро", "49000")],
    phone: ("+380000000", 13),
};
