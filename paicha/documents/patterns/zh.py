"""Chinese: numerals inside words (一般, 进一步) are words; before a measure (三家, 两次) they are numbers."""

import re

from paicha.documents.patterns import shared
from paicha.documents.patterns.shared import Kinds, either

_NUM = "[〇零一二两三四五六七八九十百千万亿]"
_SMALL = "[一二三四五六七八九十]"
_MEASURES = either(
    "万元 亿元 人次 家次 批次 小时 分钟 公里 季度 个 家 条 项 次 份 起 处 人 件 批 轮 户 所 天 日 年 月 周 倍 "
    "成 名 座 台 类 种 间 栋 层 宗 例 元 米 场 组 套 遍 页 岁 届 位"
)

# Words that hold a numeral, or look like a word of quantity or rank, and are neither.
_WORDS = either(
    "双随机、一公开 双随机一公开 五落实 一岗双责 四不两直 三令五申 千方百计 一票否决 一般 一致 一定 一律 一并 "
    "一直 一旦 一经 一时 一体 一线 一次性 一系列 第一时间 另一方面 一方面 进一步 下一步 统一 唯一 万一 十分 "
    "百姓 逐一 同一 某一 任一 任何一 每一 这一 那一 上一 下一 新一 前一 后一 最近一次 组成部分 本部分 "
    "各部分 以下部分 少数民族 个别谈话 最高人民法院 最高人民检察院 百分点"
)

_NUMBERING = rf"^\s*[（(]?{_SMALL}{{1,3}}[）)、]|^\s*[（(]?\d{{1,3}}[）).．、](?!\d)"
_ENUMERATION = rf"(?:^|(?<=[，。；：、\s]))(?:{_SMALL}是|其[一二三四五]|第{_SMALL}，)"
# 表1 is a reference, 检查表3份 is not.
_REFERENCE = rf"(?:图|表|附件|附表|附录|注)[ \u00a0]?(?:\d+(?!\d)|{_SMALL}+(?!{_SMALL}))(?!{_MEASURES})"

ALLOWED = tuple(
    re.compile(pattern)
    for pattern in (
        *shared.ALLOWED,
        r"(?<!\d)\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?|度|第?[一二三四]季度|[上下]半年)?",
        r"(?<!\d)\d{1,2}月\d{1,2}日|(?<!\d)\d{1,2}月(?!\d)|(?<=[至到—\-])\d{1,2}日",
        r"第?[一二三四]季度|[上下]半年",
        _NUMBERING,
        r"第[一二三四五六七八九十百]+(?:章|节|条|款|项|部分|编)|第\d+(?:章|节|条|款|项|部分)",
        _REFERENCE,
        _ENUMERATION,
        r"95[ \u00a0]?[%％](?:的)?(?:置信)?(?:区间|水平)",
        r"(?<!分)之一",
        _WORDS,
    )
)

_QUANTITIES = either(
    "绝大多数 绝大部分 大多数 大部分 极少数 少部分 一部分 多数 半数 过半 一半 多半 少数 个别 几乎所有 几乎全部 "
    "一些 有些 不少 许多 大量 众多 普遍 若干 成倍 部分"
)
_VAGUE = "[几数][十百千万]*[个家条项次份起处人件批户所天]|数[十百千万]"
_SHARE = rf"百分之{_NUM}+(?:点{_NUM}+)?|千分之{_NUM}+|{_NUM}+分之{_NUM}+"

REFUSED: Kinds = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("percentage", rf"[\d０-９][\d０-９,.，．]*[ \u00a0]?[%％‰]|[%％‰]|{_SHARE}"),
        ("number", r"[\d０-９]+(?:[,.，．][\d０-９]+)*"),
        ("quantity", f"{_QUANTITIES}|{_VAGUE}"),
        ("number", rf"{_NUM}+[多余几]?{_MEASURES}|[一二两三四五六七八九]?[十百千万亿]{_NUM}+"),
        ("superlative", "最(?!近|后|终|初|新)|首位|榜首|居首|居前|垫底|倒数|末位|名列前茅|第一(?:名|位)|位居第"),
        ("change", "明显|显著|大幅|上升|下降|增长|好转|恶化|回升|回落|翻番|攀升|骤"),
    )
)
