//! The words of a picture that are not in the data, in the languages we have.

use super::style::Line;
use crate::model::{ClaimKind, EntityKind, Modality, Word as _};

/// A language that pictures speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Chinese,
}

impl Language {
    /// Returns the language of a BCP 47 code; English for those we do not have.
    pub fn of(code: &str) -> Self {
        let primary = code.split('-').next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("zh") {
            Self::Chinese
        } else {
            Self::English
        }
    }

    /// Returns the name of a kind of entities.
    pub fn kind(self, kind: EntityKind) -> &'static str {
        match (self, kind) {
            (Self::English, EntityKind::PublicBody) => "public body",
            (Self::English, EntityKind::AiModel) => "AI model",
            (Self::English, EntityKind::OperatingSystem) => "operating system",
            (Self::English, EntityKind::UnknownParty) => "unknown party",
            (Self::English, _) => kind.as_str(),
            (Self::Chinese, EntityKind::Person) => "人物",
            (Self::Chinese, EntityKind::Group) => "群体",
            (Self::Chinese, EntityKind::Company) => "公司",
            (Self::Chinese, EntityKind::Bank) => "银行",
            (Self::Chinese, EntityKind::Fund) => "基金",
            (Self::Chinese, EntityKind::Media) => "媒体",
            (Self::Chinese, EntityKind::UnknownParty) => "身份不明方",
            (Self::Chinese, EntityKind::Vessel) => "船舶",
            (Self::Chinese, EntityKind::Aircraft) => "航空器",
            (Self::Chinese, EntityKind::Address) => "地址",
            (Self::Chinese, EntityKind::Nonprofit) => "非营利组织",
            (Self::Chinese, EntityKind::PublicBody) => "公共机构",
            (Self::Chinese, EntityKind::Court) => "法院",
            (Self::Chinese, EntityKind::Product) => "产品",
            (Self::Chinese, EntityKind::AiModel) => "AI 模型",
            (Self::Chinese, EntityKind::OperatingSystem) => "操作系统",
            (Self::Chinese, EntityKind::Document) => "文件",
            (Self::Chinese, EntityKind::Event) => "事件",
            (Self::Chinese, EntityKind::Topic) => "主题",
            (Self::Chinese, EntityKind::Place) => "地点",
        }
    }

    /// Returns how a claim is put.
    pub fn modality(self, modality: Modality) -> &'static str {
        match (self, modality) {
            (Self::English, _) => modality.as_str(),
            (Self::Chinese, Modality::Asserted) => "陈述",
            (Self::Chinese, Modality::Alleged) => "指控",
            (Self::Chinese, Modality::Planned) => "计划",
            (Self::Chinese, Modality::Pledged) => "承诺",
            (Self::Chinese, Modality::Predicted) => "预测",
            (Self::Chinese, Modality::Demanded) => "要求",
            (Self::Chinese, Modality::Proposed) => "提议",
            (Self::Chinese, Modality::Opinion) => "观点",
        }
    }

    /// Returns the word for claims that say it is not so.
    pub fn denied(self) -> &'static str {
        match self {
            Self::English => "denied",
            Self::Chinese => "否认",
        }
    }

    /// Returns the name of a kind of edges.
    pub fn edge(self, kind: ClaimKind) -> &'static str {
        match (self, kind) {
            (Self::English, ClaimKind::Payment) => "payment, thicker with its amount",
            (Self::English, _) => "relation or event",
            (Self::Chinese, ClaimKind::Payment) => "款项，金额越大线越粗",
            (Self::Chinese, _) => "关系或事件",
        }
    }

    /// Returns the word for facts that are disputed.
    pub fn disputed(self) -> &'static str {
        match self {
            Self::English => "disputed",
            Self::Chinese => "有争议",
        }
    }

    /// Returns the words for facts that one speaker alone tells.
    pub fn only(self, speaker: &str) -> String {
        match self {
            Self::English => format!("only {speaker}"),
            Self::Chinese => format!("仅{speaker}"),
        }
    }

    /// Returns what a line means.
    pub fn line(self, line: Line) -> &'static str {
        match line {
            Line::Plain => self.edge(ClaimKind::Relation),
            Line::Alleged => self.modality(Modality::Alleged),
            Line::Opinion => self.modality(Modality::Opinion),
            Line::Pledged => self.modality(Modality::Pledged),
            Line::Planned => self.modality(Modality::Planned),
            Line::Demanded => self.modality(Modality::Demanded),
            Line::Proposed => self.modality(Modality::Proposed),
            Line::Predicted => self.modality(Modality::Predicted),
            Line::Denied => self.denied(),
        }
    }

    /// Returns the words for what was left out of a list.
    pub fn more(self, count: usize) -> String {
        match self {
            Self::English => format!("+{count} more"),
            Self::Chinese => format!("另有 {count} 条"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_do_not_matter_and_english_stands_in() {
        assert_eq!(Language::of("zh-CN"), Language::Chinese);
        assert_eq!(Language::of("ZH"), Language::Chinese);
        assert_eq!(Language::of("fr"), Language::English);
    }
}
