//! Currencies as texts write them: signs and codes before or after an amount, and words after it.

use super::fold::BREAK;
use super::names::is_of_word;
use super::phrase::{ends, gap, longest_end, longest_start, starts, without_gap, word};
use crate::model::Currency;

/// A currency in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    /// Which it is; `None` for a sign or word of several.
    pub currency: Option<Currency>,
    /// Whether it is a bare $, which words after the amount may make another dollar or a peso.
    pub dollar: bool,
    /// Whether it is a word too, and so a currency only beside a long or round number.
    pub weak: bool,
    /// Whether it counts hundredths of it.
    pub hundredths: bool,
    /// The byte it starts at before an amount, the bytes it takes after one.
    pub at: usize,
}

/// Signs of one currency, and those of several without a code.
const SIGNS: &[(char, &str)] = &[
    ('$', "USD"),
    ('€', "EUR"),
    ('£', "GBP"),
    ('¥', ""),
    ('₹', "INR"),
    ('₩', "KRW"),
    ('₽', "RUB"),
    ('₺', "TRY"),
    ('₴', "UAH"),
    ('₦', "NGN"),
    ('₱', "PHP"),
    ('₫', "VND"),
    ('฿', "THB"),
    ('₪', "ILS"),
    ('₿', "BTC"),
    ('₡', "CRC"),
    ('₲', "PYG"),
    ('₸', "KZT"),
    ('₾', "GEL"),
    ('₼', "AZN"),
    ('₭', "LAK"),
    ('₮', "MNT"),
    ('₵', "GHS"),
    ('৳', "BDT"),
    ('៛', "KHR"),
    ('₨', ""),
    ('₣', ""),
    ('₤', ""),
    ('¤', ""),
    ('﷼', ""),
];

/// Letters before $, or after it as Australians write them.
const DOLLARS: &[(&str, &str)] = &[
    ("US", "USD"),
    ("U.S.", "USD"),
    ("U.S", "USD"),
    ("A", "AUD"),
    ("AU", "AUD"),
    ("Au", "AUD"),
    ("AUS", "AUD"),
    ("Aus", "AUD"),
    ("C", "CAD"),
    ("CA", "CAD"),
    ("Ca", "CAD"),
    ("CAN", "CAD"),
    ("Can", "CAD"),
    ("Cdn", "CAD"),
    ("CDN", "CAD"),
    ("NZ", "NZD"),
    ("HK", "HKD"),
    ("NT", "TWD"),
    ("TW", "TWD"),
    ("S", "SGD"),
    ("SG", "SGD"),
    ("MX", "MXN"),
    ("Mex", "MXN"),
    ("MEX", "MXN"),
    ("R", "BRL"),
    ("J", "JMD"),
    ("TT", "TTD"),
    ("Bds", "BBD"),
    ("BDS", "BBD"),
    ("BZ", "BZD"),
    ("CL", "CLP"),
    ("COL", "COP"),
    ("AR", "ARS"),
    ("N", "NAD"),
    ("FJ", "FJD"),
    ("RD", "DOP"),
    ("MOP", "MOP"),
    ("EC", "XCD"),
    ("G", "GYD"),
    ("B", "BND"),
    ("Z", ""),
    ("M", ""),
    ("K", ""),
    ("L", "LRD"),
    ("UY", "UYU"),
    ("$U", "UYU"),
    ("BM", "BMD"),
    ("KY", "KYD"),
    ("CI", "KYD"),
];

/// Abbreviations before an amount.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("Rs", "INR"),
    ("Rs.", "INR"),
    ("RM", "MYR"),
    ("Rp", "IDR"),
    ("Rp.", "IDR"),
    ("SFr", "CHF"),
    ("SFr.", "CHF"),
    ("Fr.", ""),
    ("Sfr.", "CHF"),
    ("kr", ""),
    ("kr.", ""),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
    ("KSh", "KES"),
    ("Ksh", "KES"),
    ("USh", "UGX"),
    ("TSh", "TZS"),
    ("Sh", ""),
    ("Dh", ""),
    ("Dhs", "AED"),
    ("Tk", "BDT"),
    ("R", "ZAR"),
    ("LE", "EGP"),
    ("SR", ""),
    ("QR", ""),
    ("RMB", "CNY"),
    ("CNH", "CNY"),
    ("STG", "GBP"),
    ("NTD", "TWD"),
    ("XBT", "BTC"),
    ("CFA", ""),
    ("FCFA", ""),
    ("DM", ""),
    ("Ptas", ""),
    ("Lm", ""),
];

/// Abbreviations and codes that are words, names or labels too.
const WEAK: &[&str] = &[
    "ALL", "TOP", "TRY", "CUP", "MOP", "PEN", "GEL", "AMD", "MAD", "SOS", "COP", "RON", "LAK",
    "BAM", "STN", "ANG", "BOB", "PAB", "SLE", "CAD", "SBD", "MUR", "ERN", "SHP", "WST", "PGK", "R",
    "RM", "LE", "SR", "QR", "DM", "Sh", "Tk", "Ft", "Fr.", "Dh", "Lm", "Rs", "Rp", "MGA", "ETB",
    "GIP", "MDL", "NIO", "SCR", "TMT", "VES", "ETH", "USDC", "DOGE",
];

/// Codes of the standard that are of no money.
const NO_MONEY: &[&str] = &[
    "XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XDR", "XBA", "XBB", "XBC", "XBD", "XSU", "XUA",
    "CHE", "CHW", "COU", "CLF", "BOV", "MXV", "USN", "UYI", "UYW", "VED",
];

/// Adjectives of countries, with what their dollar, pound, peso and so on is.
const NATIONAL: &[(&str, &str, &str)] = &[
    ("us", "dollar", "USD"),
    ("u.s.", "dollar", "USD"),
    ("american", "dollar", "USD"),
    ("canadian", "dollar", "CAD"),
    ("australian", "dollar", "AUD"),
    ("new zealand", "dollar", "NZD"),
    ("hong kong", "dollar", "HKD"),
    ("singapore", "dollar", "SGD"),
    ("singaporean", "dollar", "SGD"),
    ("new taiwan", "dollar", "TWD"),
    ("taiwan", "dollar", "TWD"),
    ("taiwanese", "dollar", "TWD"),
    ("jamaican", "dollar", "JMD"),
    ("namibian", "dollar", "NAD"),
    ("namibia", "dollar", "NAD"),
    ("fijian", "dollar", "FJD"),
    ("fiji", "dollar", "FJD"),
    ("barbadian", "dollar", "BBD"),
    ("barbados", "dollar", "BBD"),
    ("bahamian", "dollar", "BSD"),
    ("belize", "dollar", "BZD"),
    ("brunei", "dollar", "BND"),
    ("liberian", "dollar", "LRD"),
    ("guyanese", "dollar", "GYD"),
    ("east caribbean", "dollar", "XCD"),
    ("bermudian", "dollar", "BMD"),
    ("british", "pound", "GBP"),
    ("sterling", "pound", "GBP"),
    ("uk", "pound", "GBP"),
    ("egyptian", "pound", "EGP"),
    ("lebanese", "pound", "LBP"),
    ("syrian", "pound", "SYP"),
    ("sudanese", "pound", "SDG"),
    ("south sudanese", "pound", "SSP"),
    ("mexican", "peso", "MXN"),
    ("argentine", "peso", "ARS"),
    ("argentinian", "peso", "ARS"),
    ("chilean", "peso", "CLP"),
    ("colombian", "peso", "COP"),
    ("philippine", "peso", "PHP"),
    ("cuban", "peso", "CUP"),
    ("uruguayan", "peso", "UYU"),
    ("dominican", "peso", "DOP"),
    ("indian", "rupee", "INR"),
    ("pakistani", "rupee", "PKR"),
    ("pakistan", "rupee", "PKR"),
    ("sri lankan", "rupee", "LKR"),
    ("nepalese", "rupee", "NPR"),
    ("nepali", "rupee", "NPR"),
    ("mauritian", "rupee", "MUR"),
    ("swiss", "franc", "CHF"),
    ("rwandan", "franc", "RWF"),
    ("congolese", "franc", "CDF"),
    ("burundian", "franc", "BIF"),
    ("guinean", "franc", "GNF"),
    ("djiboutian", "franc", "DJF"),
    ("swedish", "krona", "SEK"),
    ("swedish", "kronor", "SEK"),
    ("swedish", "crown", "SEK"),
    ("danish", "krone", "DKK"),
    ("danish", "kroner", "DKK"),
    ("danish", "crown", "DKK"),
    ("norwegian", "krone", "NOK"),
    ("norwegian", "kroner", "NOK"),
    ("norwegian", "crown", "NOK"),
    ("icelandic", "krona", "ISK"),
    ("icelandic", "kronur", "ISK"),
    ("czech", "koruna", "CZK"),
    ("czech", "crown", "CZK"),
    ("turkish", "lira", "TRY"),
    ("saudi", "riyal", "SAR"),
    ("qatari", "riyal", "QAR"),
    ("omani", "rial", "OMR"),
    ("iranian", "rial", "IRR"),
    ("yemeni", "rial", "YER"),
    ("uae", "dirham", "AED"),
    ("emirati", "dirham", "AED"),
    ("moroccan", "dirham", "MAD"),
    ("kuwaiti", "dinar", "KWD"),
    ("jordanian", "dinar", "JOD"),
    ("iraqi", "dinar", "IQD"),
    ("serbian", "dinar", "RSD"),
    ("bahraini", "dinar", "BHD"),
    ("tunisian", "dinar", "TND"),
    ("algerian", "dinar", "DZD"),
    ("libyan", "dinar", "LYD"),
    ("kenyan", "shilling", "KES"),
    ("ugandan", "shilling", "UGX"),
    ("tanzanian", "shilling", "TZS"),
    ("somali", "shilling", "SOS"),
    ("south korean", "won", "KRW"),
    ("korean", "won", "KRW"),
    ("north korean", "won", "KPW"),
    ("russian", "ruble", "RUB"),
    ("russian", "rouble", "RUB"),
    ("belarusian", "ruble", "BYN"),
    ("belarusian", "rouble", "BYN"),
    ("japanese", "yen", "JPY"),
    ("chinese", "yuan", "CNY"),
    ("romanian", "lei", "RON"),
    ("moldovan", "lei", "MDL"),
    ("bulgarian", "lev", "BGN"),
    ("bulgarian", "leva", "BGN"),
    ("brazilian", "real", "BRL"),
    ("brazilian", "reai", "BRL"),
    ("south african", "rand", "ZAR"),
    ("israeli", "shekel", "ILS"),
    ("vietnamese", "dong", "VND"),
    ("polish", "zloty", "PLN"),
    ("ukrainian", "hryvnia", "UAH"),
];

/// Names of units of money, the plural without its `s`; those of several currencies without a code.
const NOUNS: &[(&str, &str)] = &[
    ("dollar", "USD"),
    ("buck", ""),
    ("euro", "EUR"),
    ("pound", ""),
    ("pounds sterling", "GBP"),
    ("sterling", "GBP"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("rmb", "CNY"),
    ("yen", "JPY"),
    ("rupee", "INR"),
    ("rouble", "RUB"),
    ("ruble", "RUB"),
    ("won", ""),
    ("peso", ""),
    ("franc", ""),
    ("krona", ""),
    ("kronor", "SEK"),
    ("krone", ""),
    ("kroner", ""),
    ("krona", ""),
    ("koruna", ""),
    ("crown", ""),
    ("lira", ""),
    ("riyal", ""),
    ("rial", ""),
    ("dirham", ""),
    ("dinar", ""),
    ("shilling", ""),
    ("zloty", "PLN"),
    ("zlotych", "PLN"),
    ("forint", "HUF"),
    ("rand", "ZAR"),
    ("shekel", "ILS"),
    ("baht", "THB"),
    ("ringgit", "MYR"),
    ("dong", "VND"),
    ("naira", "NGN"),
    ("cedi", "GHS"),
    ("hryvnia", "UAH"),
    ("tenge", "KZT"),
    ("reais", "BRL"),
    ("reai", "BRL"),
    ("taka", "BDT"),
    ("birr", "ETB"),
    ("rupiah", "IDR"),
    ("lei", ""),
    ("leva", "BGN"),
    ("bitcoin", "BTC"),
    ("ether", "ETH"),
    ("mark", ""),
    ("deutschmark", ""),
    ("guilder", ""),
    ("bolivar", ""),
    ("kwacha", ""),
    ("sole", "PEN"),
    ("usdt", "USDT"),
    ("real", ""),
    ("sol", ""),
    ("lev", "BGN"),
    ("pataca", "MOP"),
    ("dollari", "USD"),
    ("dólare", "USD"),
    ("рублей", "RUB"),
    ("рубля", "RUB"),
    ("долларов", "USD"),
    ("доллара", "USD"),
    ("евро", "EUR"),
    ("franken", "CHF"),
    ("pfund", ""),
    ("złotych", "PLN"),
    ("złoty", "PLN"),
    ("korun", "CZK"),
];

/// Hundredths of a unit.
const HUNDREDTHS: &[(&str, &str)] = &[
    ("cents", "USD"),
    ("cent", "USD"),
    ("¢", "USD"),
    ("euro cents", "EUR"),
    ("eurocents", "EUR"),
    ("us cents", "USD"),
    ("pence", "GBP"),
    ("paise", "INR"),
    ("kopecks", "RUB"),
    ("美分", "USD"),
    ("欧分", "EUR"),
    ("便士", "GBP"),
    ("centimes", ""),
    ("centavos", ""),
];

/// Words after an amount in Chinese.
const CHINESE: &[(&str, &str)] = &[
    ("美元", "USD"),
    ("美金", "USD"),
    ("美刀", "USD"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("镑", "GBP"),
    ("日元", "JPY"),
    ("円", "JPY"),
    ("日币", "JPY"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("港纸", "HKD"),
    ("新台币", "TWD"),
    ("台币", "TWD"),
    ("元台币", "TWD"),
    ("元新台币", "TWD"),
    ("元港币", "HKD"),
    ("元美金", "USD"),
    ("韩元", "KRW"),
    ("韩币", "KRW"),
    ("朝鲜元", "KPW"),
    ("卢布", "RUB"),
    ("俄罗斯卢布", "RUB"),
    ("白俄罗斯卢布", "BYN"),
    ("卢比", ""),
    ("印度卢比", "INR"),
    ("巴基斯坦卢比", "PKR"),
    ("斯里兰卡卢比", "LKR"),
    ("尼泊尔卢比", "NPR"),
    ("瑞士法郎", "CHF"),
    ("瑞郎", "CHF"),
    ("法郎", ""),
    ("加元", "CAD"),
    ("加币", "CAD"),
    ("加拿大元", "CAD"),
    ("澳元", "AUD"),
    ("澳币", "AUD"),
    ("澳大利亚元", "AUD"),
    ("澳门元", "MOP"),
    ("澳门币", "MOP"),
    ("新加坡元", "SGD"),
    ("新元", "SGD"),
    ("新币", "SGD"),
    ("坡币", "SGD"),
    ("新西兰元", "NZD"),
    ("纽元", "NZD"),
    ("纽币", "NZD"),
    ("人民币", "CNY"),
    ("元人民币", "CNY"),
    ("元", "CNY"),
    ("块钱", "CNY"),
    ("元钱", "CNY"),
    ("泰铢", "THB"),
    ("越南盾", "VND"),
    ("印尼盾", "IDR"),
    ("印尼卢比", "IDR"),
    ("林吉特", "MYR"),
    ("令吉", "MYR"),
    ("马币", "MYR"),
    ("比索", ""),
    ("菲律宾比索", "PHP"),
    ("墨西哥比索", "MXN"),
    ("阿根廷比索", "ARS"),
    ("智利比索", "CLP"),
    ("哥伦比亚比索", "COP"),
    ("雷亚尔", "BRL"),
    ("巴西雷亚尔", "BRL"),
    ("兰特", "ZAR"),
    ("南非兰特", "ZAR"),
    ("里拉", ""),
    ("土耳其里拉", "TRY"),
    ("里亚尔", ""),
    ("沙特里亚尔", "SAR"),
    ("迪拉姆", ""),
    ("阿联酋迪拉姆", "AED"),
    ("第纳尔", ""),
    ("克朗", ""),
    ("瑞典克朗", "SEK"),
    ("挪威克朗", "NOK"),
    ("丹麦克朗", "DKK"),
    ("冰岛克朗", "ISK"),
    ("捷克克朗", "CZK"),
    ("福林", "HUF"),
    ("兹罗提", "PLN"),
    ("谢克尔", "ILS"),
    ("马克", ""),
    ("先令", ""),
    ("奈拉", "NGN"),
    ("坚戈", "KZT"),
    ("格里夫纳", "UAH"),
    ("个比特币", "BTC"),
    ("枚比特币", "BTC"),
    ("比特币", "BTC"),
    ("个以太币", "ETH"),
    ("枚以太币", "ETH"),
    ("以太币", "ETH"),
    ("津巴布韦元", ""),
    ("牙买加元", "JMD"),
    ("斐济元", "FJD"),
    ("纳米比亚元", "NAD"),
    ("文莱元", "BND"),
    ("埃及镑", "EGP"),
    ("黎巴嫩镑", "LBP"),
    ("叙利亚镑", "SYP"),
];

/// Returns the currency written before a byte of a text.
pub(super) fn before(text: &str, byte: usize) -> Option<Written> {
    let head = without_gap(&text[..byte]);
    let written = |code: &str, at: usize, weak: bool| Written {
        currency: Currency::from_code(code),
        dollar: false,
        weak,
        hundredths: false,
        at,
    };
    if let Some(sign) = head.chars().next_back().filter(|c| is_sign(*c)) {
        return Some(signed(text, head, sign));
    }
    // $A5, $US5 and HKD$5 have letters on either side.
    let letters = letters(head);
    if let Some(before) = head[..letters].strip_suffix('$')
        && letters < head.len()
        && !before.ends_with(is_of_word)
    {
        let code = DOLLARS.iter().find(|(known, _)| *known == &head[letters..]);
        let code =
            code.filter(|(letters, _)| letters.len() > 1 || matches!(*letters, "A" | "C" | "S"));
        return code
            .map(|(_, code)| written(code, before.len(), false))
            .or(Some(written("", before.len(), false)));
    }
    if let Some((code, start)) =
        longest_end(head, CHINESE).filter(|_| !byte_is_after_gap(text, byte))
        && matches!(*code, "CNY" | "USD" | "EUR" | "GBP" | "HKD" | "JPY" | "TWD")
        && head[start..].chars().count() > 1
    {
        // 人民币5亿元, 美元5亿: the word is before the amount, if no amount is before the word.
        let earlier = head[..start].chars().next_back();
        let own = earlier.is_none_or(|c| !c.is_ascii_digit() && !super::chinese::is_numeral(c));
        return own.then(|| written(code, start, false));
    }
    let exact = |known: &str| {
        let start = head.len().checked_sub(known.len())?;
        let same = head.get(start..)? == known;
        (same && !head[..start].ends_with(|c: char| is_of_word(c) || "-_./#@".contains(c)))
            .then_some(start)
    };
    if let Some((known, code, start)) = ABBREVIATIONS
        .iter()
        .filter_map(|(known, code)| Some((*known, *code, exact(known)?)))
        .max_by_key(|(known, ..)| known.len())
    {
        return Some(written(code, start, WEAK.contains(&known)));
    }
    let start = letters;
    let code = &head[start..];
    let joined = head[..start].ends_with(|c: char| is_of_word(c) || "-_./#@".contains(c));
    let known = is_code(code) && !joined;
    known.then(|| written(code, start, WEAK.contains(&code)))
}

fn byte_is_after_gap(text: &str, byte: usize) -> bool {
    text[..byte].ends_with(['\n', BREAK])
}

fn is_sign(c: char) -> bool {
    SIGNS.iter().any(|(sign, _)| *sign == c)
}

/// Returns where the letters at the end of a text start.
fn letters(head: &str) -> usize {
    let letters = head
        .bytes()
        .rev()
        .take(6)
        .take_while(u8::is_ascii_alphabetic)
        .count();
    head.len() - letters
}

fn is_code(code: &str) -> bool {
    (3..=4).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_uppercase())
        && !NO_MONEY.contains(&code)
        && Currency::from_code(code).is_some()
}

/// Returns the currency of a sign at the end of a text, with the letters before it.
fn signed(text: &str, head: &str, sign: char) -> Written {
    let before = &head[..head.len() - sign.len_utf8()];
    let dotted = ends(before, "u.s.").or_else(|| ends(before, "u.s"));
    let start = dotted.unwrap_or_else(|| letters(before));
    let prefix = &before[start..];
    let glued = start < before.len();
    let of_word = before[..start].ends_with(|c: char| is_of_word(c) || is_sign(c));
    let alone = without_gap(before);
    let code = match sign {
        _ if of_word => "",
        '$' if glued => DOLLARS
            .iter()
            .find(|(letters, _)| *letters == prefix || (dotted.is_some() && *letters == "US"))
            .map_or_else(
                || if is_code(prefix) { prefix } else { "" },
                |(_, code)| code,
            ),
        '¥' if glued => match prefix {
            "CN" | "RMB" | "CNY" => "CNY",
            "JP" | "JPY" => "JPY",
            _ => "",
        },
        '£' if glued => match prefix {
            "E" | "EGP" => "EGP",
            "GBP" | "GB" | "UK" => "GBP",
            _ => "",
        },
        _ if glued => {
            let own = SIGNS
                .iter()
                .find(|(known, _)| *known == sign)
                .map_or("", |(_, code)| *code);
            if prefix == own { own } else { "" }
        }
        '¥' => yen_or_yuan(text),
        '$' | '£' => match NATIONAL
            .iter()
            .filter(|(_, noun, _)| *noun == if sign == '$' { "dollar" } else { "pound" })
            .find(|(nation, ..)| ends(alone, nation).is_some())
        {
            // "Gave Singapore $5" is of another country's dollars; "a Canadian $5" is not.
            Some((nation, _, code)) => {
                if nation.ends_with("an") || nation.starts_with("us") || nation.starts_with("u.s") {
                    code
                } else {
                    ""
                }
            }
            None => {
                if sign == '$' {
                    "USD"
                } else {
                    "GBP"
                }
            }
        },
        _ => SIGNS
            .iter()
            .find(|(known, _)| *known == sign)
            .map_or("", |(_, code)| *code),
    };
    Written {
        currency: Currency::from_code(code),
        dollar: sign == '$' && !glued && !of_word && code == "USD",
        weak: false,
        hundredths: false,
        at: start,
    }
}

/// Returns the code of ¥ in a text, if what the text speaks of leaves one.
fn yen_or_yuan(text: &str) -> &'static str {
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let japan = any(&[
        "yen", "Yen", "JPY", "Japan", "Tokyo", "日元", "日本", "円", "东京", "東京", "日圆",
    ]) || text.contains(|c| matches!(c, 'ぁ'..='ヿ'));
    let china = any(&[
        "yuan",
        "Yuan",
        "RMB",
        "CNY",
        "renminbi",
        "Renminbi",
        "China",
        "Chinese",
        "Beijing",
        "Shanghai",
        "Shenzhen",
        "Alibaba",
        "Tencent",
        "人民币",
    ]);
    let chinese = text.contains(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    match (japan, china || chinese) {
        (true, false) => "JPY",
        (false, true) => "CNY",
        _ => "",
    }
}

/// Returns the currency at the start of a text that follows an amount; `long` when the amount is long or round enough
/// for words that are verbs and weights too.
pub(super) fn after(text: &str, long: bool) -> Option<Written> {
    let written = |code: &str, at: usize| Written {
        currency: Currency::from_code(code),
        dollar: false,
        weak: false,
        hundredths: false,
        at,
    };
    if let Some(sign) = text.chars().next().filter(|c| is_sign(*c)) {
        let rest = &text[sign.len_utf8()..];
        let code = SIGNS
            .iter()
            .find(|(known, _)| *known == sign)
            .map_or("", |(_, code)| *code);
        // 5 $10 is of the next amount.
        return (!rest.starts_with(|c: char| c.is_ascii_digit())).then(|| {
            written(
                if rest.starts_with(is_of_word) {
                    ""
                } else {
                    code
                },
                sign.len_utf8(),
            )
        });
    }
    if let Some((code, len)) = longest_start(text, HUNDREDTHS) {
        return Some(Written {
            hundredths: true,
            ..written(code, len)
        });
    }
    if let Some((letters, dollar)) = text.split_once('$')
        && let Some((_, code)) = DOLLARS.iter().find(|(known, _)| *known == letters)
        && !dollar.starts_with(|c: char| is_of_word(c))
    {
        return Some(written(code, letters.len() + 1));
    }
    let first = word(text);
    if (is_code(first) && (long || !WEAK.contains(&first)))
        || matches!(first, "RMB" | "CNH" | "NTD")
    {
        return Some(written(first, first.len()));
    }
    if let Some((code, len)) = longest_start(text, CHINESE) {
        return Some(written(code, len));
    }
    for (sign, code) in [
        ("zł", "PLN"),
        ("Kč", "CZK"),
        ("Ft", "HUF"),
        ("kr", ""),
        ("Fr.", ""),
    ] {
        if text.starts_with(sign) && !text[sign.len()..].starts_with(is_of_word) {
            return Some(written(code, sign.len()));
        }
    }
    for (nation, noun, code) in NATIONAL {
        if let Some(len) = starts(text, nation) {
            let rest = &text[len..];
            let gap = gap(rest);
            if let Some(noun) = plural(&rest[gap..], noun) {
                return Some(written(code, len + gap + noun));
            }
        }
    }
    named(text, long).map(|(code, len)| written(code, len))
}

/// Returns the code of a unit of money by its name, and the bytes that takes; of an unknown country's, no code.
fn named(text: &str, long: bool) -> Option<(&'static str, usize)> {
    for (noun, code) in NOUNS {
        if let Some(len) = plural(text, noun) {
            return match *noun {
                // Verbs and weights: "12 won", "5 pounds".
                "won" | "crown" | "mark" | "real" | "sol" | "sole" | "rand" | "lev" | "ether"
                    if !long =>
                {
                    None
                }
                "won" => Some(("KRW", len)),
                "pound" if long => Some(("GBP", len)),
                _ => Some((code, len)),
            };
        }
    }
    // "5 million Zimbabwean dollars": some dollars.
    let first = word(text);
    if first.is_empty() || !first.starts_with(char::is_uppercase) {
        return None;
    }
    let rest = &text[first.len()..];
    let gap = gap(rest);
    let (_, len) = named(&rest[gap..], true).filter(|_| gap > 0)?;
    let own = NOUNS.iter().any(|(noun, _)| plural(first, noun).is_some());
    (!own).then_some(("", first.len() + gap + len))
}

/// Returns the bytes that a noun takes in the singular or plural.
fn plural(text: &str, noun: &str) -> Option<usize> {
    starts(text, noun).or_else(|| {
        let first = word(text);
        let singular = first
            .strip_suffix("es")
            .filter(|_| noun.ends_with('o'))
            .or_else(|| first.strip_suffix('s'))?;
        (singular.len() == noun.len() && starts(singular, noun).is_some()).then_some(first.len())
    })
}

/// Returns what words after an amount in bare dollars make of it: another dollar, or none that is known.
pub(super) fn dollars_of(rest: &str) -> Option<Option<Currency>> {
    let after = &rest[gap(rest)..];
    let inner = after.strip_prefix('(').unwrap_or(after);
    let inner = starts(inner, "in ").map_or(inner, |len| &inner[len..]);
    let (nation, _, code) = NATIONAL
        .iter()
        .find(|(nation, noun, _)| *noun == "dollar" && starts(inner, nation).is_some())?;
    let tail = &inner[nation.len()..];
    let tail_word = word(&tail[gap(tail)..]).to_lowercase();
    let ends = tail_word.is_empty()
        || matches!(
            tail_word.as_str(),
            "dollars"
                | "in"
                | "for"
                | "to"
                | "from"
                | "on"
                | "at"
                | "by"
                | "and"
                | "or"
                | "last"
                | "this"
                | "was"
                | "is"
        );
    let adjective = !matches!(*nation, "us" | "u.s.") || starts(inner, "us").is_some();
    if *code == "USD" {
        return adjective.then(|| Currency::from_code("USD"));
    }
    Some(Currency::from_code(code).filter(|_| ends))
}

/// Returns whether a currency is one that $ stands for.
pub(super) fn is_dollar(currency: Currency) -> bool {
    let code = currency.code();
    DOLLARS.iter().any(|(_, known)| *known == code)
        || NATIONAL
            .iter()
            .any(|(_, noun, known)| *noun == "dollar" && *known == code)
}

/// Returns how many bytes the letters between $ and a number take: those of $A5 and $US5.
pub(super) fn letters_of_dollars(text: &str) -> usize {
    let known = DOLLARS.iter().filter(|(letters, _)| {
        let rest = text.strip_prefix(letters);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    known.map(|(letters, _)| letters.len()).max().unwrap_or(0)
}

/// Returns how many bytes the sign or code of a currency takes at the start of a text that goes on with a number.
pub(super) fn code(text: &str) -> Option<usize> {
    let letters = text
        .bytes()
        .take(6)
        .take_while(u8::is_ascii_alphabetic)
        .count();
    let dot = usize::from(text[letters..].starts_with('.'));
    [letters + dot, letters].into_iter().find(|len| {
        let rest = &text[*len..];
        let number = &rest[gap(rest)..];
        number.starts_with(|c: char| c.is_ascii_digit())
            && *len > 0
            && before(text, *len).is_some_and(|written| written.at == 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_currency_of_the_tables_is_known() {
        let codes = SIGNS
            .iter()
            .map(|(_, code)| *code)
            .chain(
                [DOLLARS, ABBREVIATIONS, NOUNS, HUNDREDTHS, CHINESE]
                    .into_iter()
                    .flatten()
                    .map(|(_, code)| *code),
            )
            .chain(NATIONAL.iter().map(|(_, _, code)| *code));
        for code in codes {
            assert!(
                code.is_empty() || Currency::from_code(code).is_some(),
                "{code}"
            );
        }
    }

    #[test]
    fn currencies_stand_before() {
        for (head, code, at) in [
            ("a US$", "USD", 2),
            ("RMB ", "CNY", 0),
            ("paid NZ$", "NZD", 5),
            ("paid MX$", "MXN", 5),
            ("$A", "AUD", 0),
            ("paid $US", "USD", 5),
            ("ZZ$", "?", 0),
            ("U.S.$", "USD", 0),
            ("Canadian $", "CAD", 9),
            ("Hong Kong $", "?", 10),
            ("¥", "?", 0),
            ("中国¥", "CNY", 6),
            ("日本の¥", "?", 9),
            ("Japan: ¥", "JPY", 7),
            ("人民币", "CNY", 0),
            ("CHF ", "CHF", 0),
            ("Rs. ", "INR", 0),
        ] {
            let found = before(head, head.len()).unwrap();
            assert_eq!(
                (found.currency.map_or("?", Currency::code), found.at),
                (code, at),
                "{head}"
            );
        }
        assert_eq!(before("XUSD ", 5), None);
        assert!(before("COP ", 4).unwrap().weak);
    }

    #[test]
    fn currencies_stand_after() {
        for (text, code, len) in [
            ("美元的", "USD", 6),
            ("Canadian dollars", "CAD", 16),
            ("Zimbabwean dollars", "?", 18),
            ("pesos", "?", 5),
            ("Mexican pesos", "MXN", 13),
            ("€ for", "EUR", 3),
            ("元新台币", "TWD", 12),
            ("pounds", "?", 6),
            ("比索", "?", 6),
            ("cents", "USD", 5),
        ] {
            let found = after(text, false).unwrap();
            assert_eq!(
                (found.currency.map_or("?", Currency::code), found.at),
                (code, len),
                "{text}"
            );
        }
        assert_eq!(after("won the", false), None);
        assert_eq!(after("dollarsx", false), None);
        assert_eq!(dollars_of(" Canadian."), Some(Currency::from_code("CAD")));
        assert_eq!(dollars_of(" Canadian company"), Some(None));
        assert_eq!(dollars_of(" in cash"), None);
    }
}
