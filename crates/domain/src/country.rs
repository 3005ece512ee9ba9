//! Countries: their ISO 3166-1 codes and how their telephone numbers are dialled.

/// A country or territory of ISO 3166-1, and Ascension, Tristan da Cunha and Kosovo, which have calling codes as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    codes: [u8; 5],
    calling_code: u16,
    trunk: u8,
    shortest: u8,
    longest: u8,
}

const fn row(codes: &[u8; 5], calling_code: u16, trunk: u8, shortest: u8, longest: u8) -> Country {
    Country { codes: *codes, calling_code, trunk, shortest, longest }
}

/// Alpha-2 and alpha-3, calling code, trunk prefix (`-` none, `h` Hungary's 06), fewest and most digits of a national
/// number without that prefix. Sources: ISO 3166-1; ITU, National Numbering Plans and List of ITU-T Recommendation
/// E.164 assigned country codes. In order of alpha-2.
#[rustfmt::skip]
static COUNTRIES: &[Country] = &[
    row(b"AC   ", 247, b'-', 5, 6), row(b"ADAND", 376, b'-', 6, 9), row(b"AEARE", 971, b'0', 8, 9),
    row(b"AFAFG", 93, b'0', 9, 9), row(b"AGATG", 1, b'1', 10, 10), row(b"AIAIA", 1, b'1', 10, 10),
    row(b"ALALB", 355, b'0', 6, 9), row(b"AMARM", 374, b'0', 8, 8), row(b"AOAGO", 244, b'-', 9, 9),
    row(b"AQATA", 672, b'-', 6, 6), row(b"ARARG", 54, b'0', 10, 11), row(b"ASASM", 1, b'1', 10, 10),
    row(b"ATAUT", 43, b'0', 4, 13), row(b"AUAUS", 61, b'0', 9, 10), row(b"AWABW", 297, b'-', 7, 7),
    row(b"AXALA", 358, b'0', 5, 12), row(b"AZAZE", 994, b'0', 9, 9), row(b"BABIH", 387, b'0', 8, 9),
    row(b"BBBRB", 1, b'1', 10, 10), row(b"BDBGD", 880, b'0', 6, 10), row(b"BEBEL", 32, b'0', 8, 9),
    row(b"BFBFA", 226, b'-', 8, 8), row(b"BGBGR", 359, b'0', 6, 9), row(b"BHBHR", 973, b'-', 8, 8),
    row(b"BIBDI", 257, b'-', 8, 8), row(b"BJBEN", 229, b'-', 8, 10), row(b"BLBLM", 590, b'0', 9, 9),
    row(b"BMBMU", 1, b'1', 10, 10), row(b"BNBRN", 673, b'-', 7, 7), row(b"BOBOL", 591, b'0', 8, 9),
    row(b"BQBES", 599, b'-', 7, 7), row(b"BRBRA", 55, b'0', 8, 11), row(b"BSBHS", 1, b'1', 10, 10),
    row(b"BTBTN", 975, b'-', 7, 8), row(b"BVBVT", 47, b'-', 8, 8), row(b"BWBWA", 267, b'-', 7, 10),
    row(b"BYBLR", 375, b'-', 9, 10), row(b"BZBLZ", 501, b'-', 7, 11), row(b"CACAN", 1, b'1', 10, 10),
    row(b"CCCCK", 61, b'0', 9, 10), row(b"CDCOD", 243, b'0', 7, 9), row(b"CFCAF", 236, b'-', 8, 8),
    row(b"CGCOG", 242, b'-', 9, 9), row(b"CHCHE", 41, b'0', 9, 9), row(b"CICIV", 225, b'-', 10, 10),
    row(b"CKCOK", 682, b'-', 5, 5), row(b"CLCHL", 56, b'-', 9, 9), row(b"CMCMR", 237, b'-', 8, 9),
    row(b"CNCHN", 86, b'0', 9, 11), row(b"COCOL", 57, b'-', 10, 11), row(b"CRCRI", 506, b'-', 8, 10),
    row(b"CUCUB", 53, b'0', 6, 10), row(b"CVCPV", 238, b'-', 7, 7), row(b"CWCUW", 599, b'-', 7, 8),
    row(b"CXCXR", 61, b'0', 9, 10), row(b"CYCYP", 357, b'-', 8, 8), row(b"CZCZE", 420, b'-', 9, 9),
    row(b"DEDEU", 49, b'0', 3, 13), row(b"DJDJI", 253, b'-', 8, 8), row(b"DKDNK", 45, b'-', 8, 8),
    row(b"DMDMA", 1, b'1', 10, 10), row(b"DODOM", 1, b'1', 10, 10), row(b"DZDZA", 213, b'0', 8, 9),
    row(b"ECECU", 593, b'0', 8, 11), row(b"EEEST", 372, b'-', 7, 8), row(b"EGEGY", 20, b'0', 8, 10),
    row(b"EHESH", 212, b'0', 9, 9), row(b"ERERI", 291, b'0', 7, 7), row(b"ESESP", 34, b'-', 9, 9),
    row(b"ETETH", 251, b'0', 9, 9), row(b"FIFIN", 358, b'0', 5, 12), row(b"FJFJI", 679, b'-', 7, 11),
    row(b"FKFLK", 500, b'-', 5, 5), row(b"FMFSM", 691, b'-', 7, 7), row(b"FOFRO", 298, b'-', 6, 6),
    row(b"FRFRA", 33, b'0', 9, 9), row(b"GAGAB", 241, b'-', 7, 8), row(b"GBGBR", 44, b'0', 7, 10),
    row(b"GDGRD", 1, b'1', 10, 10), row(b"GEGEO", 995, b'0', 9, 9), row(b"GFGUF", 594, b'0', 9, 9),
    row(b"GGGGY", 44, b'0', 7, 10), row(b"GHGHA", 233, b'0', 8, 9), row(b"GIGIB", 350, b'-', 8, 8),
    row(b"GLGRL", 299, b'-', 6, 6), row(b"GMGMB", 220, b'-', 7, 7), row(b"GNGIN", 224, b'-', 8, 9),
    row(b"GPGLP", 590, b'0', 9, 9), row(b"GQGNQ", 240, b'-', 9, 9), row(b"GRGRC", 30, b'-', 10, 10),
    row(b"GSSGS", 500, b'-', 5, 5), row(b"GTGTM", 502, b'-', 8, 11), row(b"GUGUM", 1, b'1', 10, 10),
    row(b"GWGNB", 245, b'-', 7, 9), row(b"GYGUY", 592, b'-', 7, 7), row(b"HKHKG", 852, b'-', 8, 9),
    row(b"HMHMD", 672, b'-', 6, 6), row(b"HNHND", 504, b'-', 8, 11), row(b"HRHRV", 385, b'0', 7, 9),
    row(b"HTHTI", 509, b'-', 8, 8), row(b"HUHUN", 36, b'h', 8, 9), row(b"IDIDN", 62, b'0', 7, 12),
    row(b"IEIRL", 353, b'0', 7, 10), row(b"ILISR", 972, b'0', 8, 10), row(b"IMIMN", 44, b'0', 7, 10),
    row(b"ININD", 91, b'0', 10, 10), row(b"IOIOT", 246, b'-', 7, 7), row(b"IQIRQ", 964, b'0', 8, 10),
    row(b"IRIRN", 98, b'0', 10, 10), row(b"ISISL", 354, b'-', 7, 9), row(b"ITITA", 39, b'-', 6, 12),
    row(b"JEJEY", 44, b'0', 7, 10), row(b"JMJAM", 1, b'1', 10, 10), row(b"JOJOR", 962, b'0', 8, 9),
    row(b"JPJPN", 81, b'0', 9, 10), row(b"KEKEN", 254, b'0', 7, 10), row(b"KGKGZ", 996, b'0', 9, 9),
    row(b"KHKHM", 855, b'0', 8, 10), row(b"KIKIR", 686, b'-', 5, 8), row(b"KMCOM", 269, b'-', 7, 7),
    row(b"KNKNA", 1, b'1', 10, 10), row(b"KPPRK", 850, b'0', 8, 10), row(b"KRKOR", 82, b'0', 8, 11),
    row(b"KWKWT", 965, b'-', 7, 8), row(b"KYCYM", 1, b'1', 10, 10), row(b"KZKAZ", 7, b'8', 10, 10),
    row(b"LALAO", 856, b'0', 8, 10), row(b"LBLBN", 961, b'0', 7, 8), row(b"LCLCA", 1, b'1', 10, 10),
    row(b"LILIE", 423, b'0', 7, 9), row(b"LKLKA", 94, b'0', 9, 9), row(b"LRLBR", 231, b'0', 7, 9),
    row(b"LSLSO", 266, b'-', 8, 8), row(b"LTLTU", 370, b'0', 8, 8), row(b"LULUX", 352, b'-', 4, 11),
    row(b"LVLVA", 371, b'-', 8, 8), row(b"LYLBY", 218, b'0', 8, 9), row(b"MAMAR", 212, b'0', 9, 9),
    row(b"MCMCO", 377, b'-', 8, 9), row(b"MDMDA", 373, b'0', 8, 8), row(b"MEMNE", 382, b'0', 8, 9),
    row(b"MFMAF", 590, b'0', 9, 9), row(b"MGMDG", 261, b'0', 9, 9), row(b"MHMHL", 692, b'-', 7, 7),
    row(b"MKMKD", 389, b'0', 8, 8), row(b"MLMLI", 223, b'-', 8, 8), row(b"MMMMR", 95, b'0', 6, 10),
    row(b"MNMNG", 976, b'0', 8, 10), row(b"MOMAC", 853, b'-', 7, 8), row(b"MPMNP", 1, b'1', 10, 10),
    row(b"MQMTQ", 596, b'0', 9, 9), row(b"MRMRT", 222, b'-', 8, 8), row(b"MSMSR", 1, b'1', 10, 10),
    row(b"MTMLT", 356, b'-', 8, 8), row(b"MUMUS", 230, b'-', 7, 8), row(b"MVMDV", 960, b'-', 7, 10),
    row(b"MWMWI", 265, b'0', 7, 9), row(b"MXMEX", 52, b'-', 10, 10), row(b"MYMYS", 60, b'0', 8, 10),
    row(b"MZMOZ", 258, b'-', 8, 9), row(b"NANAM", 264, b'0', 8, 9), row(b"NCNCL", 687, b'-', 6, 6),
    row(b"NENER", 227, b'-', 8, 8), row(b"NFNFK", 672, b'-', 6, 6), row(b"NGNGA", 234, b'0', 8, 11),
    row(b"NINIC", 505, b'-', 8, 8), row(b"NLNLD", 31, b'0', 7, 10), row(b"NONOR", 47, b'-', 8, 8),
    row(b"NPNPL", 977, b'0', 8, 11), row(b"NRNRU", 674, b'-', 7, 7), row(b"NUNIU", 683, b'-', 4, 7),
    row(b"NZNZL", 64, b'0', 8, 10), row(b"OMOMN", 968, b'-', 7, 8), row(b"PAPAN", 507, b'-', 7, 8),
    row(b"PEPER", 51, b'0', 8, 9), row(b"PFPYF", 689, b'-', 6, 9), row(b"PGPNG", 675, b'-', 7, 8),
    row(b"PHPHL", 63, b'0', 8, 12), row(b"PKPAK", 92, b'0', 8, 10), row(b"PLPOL", 48, b'-', 9, 9),
    row(b"PMSPM", 508, b'0', 6, 9), row(b"PNPCN", 64, b'0', 8, 10), row(b"PRPRI", 1, b'1', 10, 10),
    row(b"PSPSE", 970, b'0', 8, 10), row(b"PTPRT", 351, b'-', 9, 9), row(b"PWPLW", 680, b'-', 7, 7),
    row(b"PYPRY", 595, b'0', 7, 11), row(b"QAQAT", 974, b'-', 7, 8), row(b"REREU", 262, b'0', 9, 9),
    row(b"ROROU", 40, b'0', 9, 9), row(b"RSSRB", 381, b'0', 7, 10), row(b"RURUS", 7, b'8', 10, 10),
    row(b"RWRWA", 250, b'0', 8, 9), row(b"SASAU", 966, b'0', 9, 10), row(b"SBSLB", 677, b'-', 5, 7),
    row(b"SCSYC", 248, b'-', 7, 7), row(b"SDSDN", 249, b'0', 9, 9), row(b"SESWE", 46, b'0', 7, 10),
    row(b"SGSGP", 65, b'-', 8, 11), row(b"SHSHN", 290, b'-', 4, 5), row(b"SISVN", 386, b'0', 7, 8),
    row(b"SJSJM", 47, b'-', 8, 8), row(b"SKSVK", 421, b'0', 9, 9), row(b"SLSLE", 232, b'0', 8, 8),
    row(b"SMSMR", 378, b'-', 6, 10), row(b"SNSEN", 221, b'-', 9, 9), row(b"SOSOM", 252, b'0', 6, 9),
    row(b"SRSUR", 597, b'-', 6, 7), row(b"SSSSD", 211, b'0', 9, 9), row(b"STSTP", 239, b'-', 7, 7),
    row(b"SVSLV", 503, b'-', 7, 11), row(b"SXSXM", 1, b'1', 10, 10), row(b"SYSYR", 963, b'0', 8, 9),
    row(b"SZSWZ", 268, b'-', 8, 9), row(b"TA   ", 290, b'-', 4, 4), row(b"TCTCA", 1, b'1', 10, 10),
    row(b"TDTCD", 235, b'-', 8, 8), row(b"TFATF", 262, b'0', 9, 9), row(b"TGTGO", 228, b'-', 8, 8),
    row(b"THTHA", 66, b'0', 8, 10), row(b"TJTJK", 992, b'0', 9, 9), row(b"TKTKL", 690, b'-', 4, 7),
    row(b"TLTLS", 670, b'-', 7, 8), row(b"TMTKM", 993, b'8', 8, 8), row(b"TNTUN", 216, b'-', 8, 8),
    row(b"TOTON", 676, b'-', 5, 7), row(b"TRTUR", 90, b'0', 10, 10), row(b"TTTTO", 1, b'1', 10, 10),
    row(b"TVTUV", 688, b'-', 5, 7), row(b"TWTWN", 886, b'0', 8, 9), row(b"TZTZA", 255, b'0', 9, 9),
    row(b"UAUKR", 380, b'0', 9, 9), row(b"UGUGA", 256, b'0', 9, 9), row(b"UMUMI", 1, b'1', 10, 10),
    row(b"USUSA", 1, b'1', 10, 10), row(b"UYURY", 598, b'0', 7, 8), row(b"UZUZB", 998, b'0', 9, 9),
    row(b"VAVAT", 39, b'-', 6, 12), row(b"VCVCT", 1, b'1', 10, 10), row(b"VEVEN", 58, b'0', 10, 10),
    row(b"VGVGB", 1, b'1', 10, 10), row(b"VIVIR", 1, b'1', 10, 10), row(b"VNVNM", 84, b'0', 7, 10),
    row(b"VUVUT", 678, b'-', 5, 7), row(b"WFWLF", 681, b'-', 6, 9), row(b"WSWSM", 685, b'-', 5, 7),
    row(b"XKXKX", 383, b'0', 8, 9), row(b"YEYEM", 967, b'0', 7, 9), row(b"YTMYT", 262, b'0', 9, 9),
    row(b"ZAZAF", 27, b'0', 8, 9), row(b"ZMZMB", 260, b'0', 9, 9), row(b"ZWZWE", 263, b'0', 7, 9),
];

/// The country that stands for a calling code shared by several.
const MAIN: [(u16, &str); 15] = [
    (1, "US"),
    (7, "RU"),
    (44, "GB"),
    (39, "IT"),
    (47, "NO"),
    (61, "AU"),
    (212, "MA"),
    (262, "RE"),
    (290, "SH"),
    (358, "FI"),
    (590, "GP"),
    (599, "CW"),
    (500, "FK"),
    (64, "NZ"),
    (672, "NF"),
];

impl Country {
    /// Every country, in order of alpha-2.
    pub fn all() -> &'static [Self] {
        COUNTRIES
    }

    /// The country with this alpha-2 or alpha-3 code, in any case. Codes that older systems still send are understood:
    /// TMP for Timor-Leste, ROM for Romania, ZAR for the Congo, UK and EL.
    pub fn from_code(code: &str) -> Option<&'static Self> {
        let code = code.trim().to_ascii_uppercase();
        let code = match code.as_str() {
            "TMP" => "TL",
            "ROM" => "RO",
            "ZAR" => "CD",
            "UK" => "GB",
            "EL" => "GR",
            current => current,
        };
        match code.len() {
            2 => COUNTRIES.binary_search_by(|country| country.alpha2().cmp(code)).ok().map(|at| &COUNTRIES[at]),
            3 => COUNTRIES.iter().find(|country| country.alpha3() == Some(code)),
            _ => None,
        }
    }

    /// The country that a calling code stands for; of those that share it the one with most numbers.
    pub fn from_calling_code(code: u16) -> Option<&'static Self> {
        match MAIN.iter().find(|(shared, _)| *shared == code) {
            Some((_, main)) => Self::from_code(main),
            None => COUNTRIES.iter().find(|country| country.calling_code == code),
        }
    }

    /// ISO 3166-1 alpha-2.
    pub fn alpha2(&self) -> &str {
        core::str::from_utf8(&self.codes[..2]).expect("the table is ASCII")
    }

    /// ISO 3166-1 alpha-3; none for the two islands that have none.
    pub fn alpha3(&self) -> Option<&str> {
        let code = core::str::from_utf8(&self.codes[2..]).expect("the table is ASCII");
        (code != "   ").then_some(code)
    }

    /// The calling code, as in `+351`.
    pub fn calling_code(&self) -> u16 {
        self.calling_code
    }

    /// What is dialled before a national number at home and left out from abroad; empty where there is none.
    pub fn trunk_prefix(&self) -> &'static str {
        match self.trunk {
            b'0' => "0",
            b'1' => "1",
            b'8' => "8",
            b'h' => "06",
            _ => "",
        }
    }

    /// How many digits a national number has, without the trunk prefix.
    pub fn number_lengths(&self) -> core::ops::RangeInclusive<usize> {
        usize::from(self.shortest)..=usize::from(self.longest)
    }

    /// What is dialled for abroad, where it is not 00.
    pub fn international_prefixes(&self) -> &'static [&'static str] {
        match self.alpha2() {
            _ if self.calling_code == 1 => &["011"],
            "AU" | "CC" | "CX" => &["0011"],
            "BR" => &["0014", "0015", "0021", "0031", "00"],
            "CO" => &["009", "007", "005", "00"],
            "CU" => &["119"],
            "GY" | "HK" | "MN" | "TH" | "KH" => &["001", "00"],
            "ID" => &["001", "007", "008", "00"],
            "IL" => &["012", "013", "014", "00"],
            "JP" => &["010"],
            "KR" => &["001", "002", "00700", "00"],
            "KE" | "TZ" | "UG" => &["000", "00"],
            "NG" => &["009"],
            "RU" | "KZ" | "BY" | "TJ" | "TM" | "UZ" => &["810", "00"],
            "SG" => &["001", "002", "008", "000"],
            "TW" => &["002", "00"],
            _ => &["00"],
        }
    }
}
