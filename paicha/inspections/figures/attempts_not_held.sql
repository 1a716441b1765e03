-- name: attempts_not_held
-- version: 1
-- measure: count
-- unit: inspection
-- grain: inspection
-- better: neither
-- zh: 未能进行的检查次数
-- en: Attempts not held
-- sentence.zh: 期间内已到现场但未能进行检查的次数（如无人在场、已停业）；这些记录不计入任何比率。
-- sentence.en: Attempts in the period at which no inspection took place (no entry, out of business); they are in no rate.
select inspection as key, grp
from inspection_at
where not held
