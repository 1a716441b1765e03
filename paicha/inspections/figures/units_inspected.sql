-- name: units_inspected
-- version: 1
-- measure: count
-- unit: unit
-- grain: inspection
-- better: neither
-- zh: 受检单位数
-- en: Units inspected
-- sentence.zh: 期间内至少接受过一次实际检查的单位数，同一单位只计一次；按月等分组时，在几个组内受检即在几个组内各计一次。
-- sentence.en: Units with at least one inspection held in the period, each counted once; where groups are shown, a unit counts once in every group in which it was inspected.
select unit as key, grp
from inspection_at
where held
group by unit, grp
