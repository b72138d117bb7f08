//! Folding: full-width, traditional and formal characters as the readers of figures know them, and white space as
//! gaps, line wraps and breaks.

use super::spelling::Respelled;

/// What ends a phrase: a blank line, or the tab between two cells of a table.
pub(super) const BREAK: char = '\u{2029}';

/// Numerals of cheques; they are words of their own too, so only two or more in a row are folded.
const FORMAL: &str = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟零亿億万萬";

/// Returns a text in which every number, unit and gap is written in one way.
pub(super) fn fold(text: &str) -> Respelled<'_> {
    let mut folded = Respelled::new(text);
    let mut characters = text.char_indices().peekable();
    let mut previous = '\0';
    while let Some((at, c)) = characters.next() {
        if c.is_ascii_graphic() {
            previous = c;
            continue;
        }
        let mut end = at + c.len_utf8();
        let next = characters.peek().map_or('\0', |(_, next)| *next);
        let meaning = if is_space(c) {
            let (mut lines, mut cell) = (usize::from(c == '\n'), c == '\t');
            while let Some((more, space)) = characters.next_if(|(_, c)| is_space(*c)) {
                lines += usize::from(space == '\n');
                cell |= space == '\t';
                end = more + space.len_utf8();
            }
            match (lines, cell) {
                (0, false) => ' ',
                (1, false) => '\n',
                _ => BREAK,
            }
        } else {
            let formal = |c: char| FORMAL.contains(c);
            formal_digit(c)
                .filter(|_| formal(previous) || formal(next))
                .unwrap_or_else(|| one(c, previous, next))
        };
        if meaning != c || end - at != c.len_utf8() {
            folded.replace(at..end, meaning.encode_utf8(&mut [0; 4]));
        }
        previous = c;
    }
    folded.finish();
    folded
}

fn is_space(c: char) -> bool {
    c.is_whitespace() && c != BREAK
}

fn formal_digit(c: char) -> Option<char> {
    const PAIRS: [(&str, char); 12] = [
        ("壹", '一'),
        ("贰貳", '二'),
        ("叁參", '三'),
        ("肆", '四'),
        ("伍", '五'),
        ("陆陸", '六'),
        ("柒", '七'),
        ("捌", '八'),
        ("玖", '九'),
        ("拾", '十'),
        ("佰", '百'),
        ("仟", '千'),
    ];
    let pair = PAIRS.iter().find(|(formal, _)| formal.contains(c));
    pair.map(|(_, plain)| *plain)
}

fn one(c: char, previous: char, next: char) -> char {
    const TRADITIONAL: &str = "萬億兩餘幾數點個歐鎊韓圓圜幣臺盧過達約將從週後時鐘間號為歲開種餐領單贊負單滿處內場條項顆萊爾亞國陸來於會無";
    const SIMPLIFIED: &str = "万亿两余几数点个欧镑韩元元币台卢过达约将从周后时钟间号为岁开种餐领单赞负单满处内场条项颗莱尔亚国陆来于会无";
    let wide = |c: char| ('０'..='９').contains(&c);
    match c {
        // A full-width comma is the common one of Chinese: it parts groups only within full-width digits.
        '，' if !(wide(previous) && wide(next)) => c,
        '：' | '；' | '！' | '？' | '（' | '）' => c,
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '￥' => '¥',
        '￡' => '£',
        '￦' => '₩',
        '￠' => '¢',
        '−' | '﹣' | '‐' | '‑' => '-',
        '’' | 'ʼ' => '\'',
        '〜' | '∼' => '~',
        _ if ('\u{4e00}'..='\u{9fff}').contains(&c) => TRADITIONAL
            .chars()
            .position(|traditional| traditional == c)
            .and_then(|place| SIMPLIFIED.chars().nth(place))
            .unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_one_way() {
        for (text, folded) in [
            ("１２．５億", "12.5亿"),
            ("２０２３，他", "2023，他"),
            ("１，０００萬", "1,000万"),
            ("5\u{a0} million\nor  more", "5 million\nor more"),
            ("5\n\n6\t7", "5\u{2029}6\u{2029}7"),
            ("壹佰万元", "一百万元"),
            ("大陆人", "大陆人"),
            ("％＄￥～", "%$¥~"),
            ("500億円", "500亿円"),
        ] {
            assert_eq!(fold(text).text(), folded, "{text}");
        }
    }

    #[test]
    fn places_lead_back() {
        let text = "付１２．５億元 x";
        let folded = fold(text);
        let start = folded.text().find("12.5").unwrap();
        let range = folded.original(start..start + "12.5亿元".len());
        assert_eq!(&text[range], "１２．５億元");
    }
}
