-- name: units_total
-- version: 1
-- measure: count
-- unit: unit
-- grain: unit
-- better: neither
-- period: query
-- zh: 在册单位数
-- en: Units open
-- sentence.zh: 期间内至少有一天在册的受检单位数：启用日（导入数据以首次实际检查之日为启用日）不晚于期末，且未在期初之前关闭；期初当日关闭的计入，没有启用日的（只有未能进行的检查）不计入。
-- sentence.en: Units subject to inspection that were open on at least one day of the period: opened on or before its last day (an import takes the first inspection held as the opening) and not closed before its first day; a unit without an opening, known from attempts only, is left out.
select unit as key, grp
from unit_at
where inspected
    and opened_on <= $to
    and (closed_on is null or closed_on >= $from)
