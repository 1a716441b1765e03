-- name: units_with_findings_rate
-- version: 1
-- number: 13
-- measure: share
-- unit: share
-- grain: inspection
-- better: lower
-- zh: 有问题单位率
-- en: Units with findings
-- sentence.zh: 期间内至少被列出一条问题的单位数，占期间内受检单位数的比例；同一单位只计一次。
-- sentence.en: Units for which at least one finding was listed in the period, out of the units with an inspection held in the period; each unit counts once.
select unit as key, grp, bool_or(listed > 0) as hit
from inspection_at
where held
group by unit, grp
