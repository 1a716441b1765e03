-- name: inspections_total
-- version: 1
-- measure: count
-- unit: inspection
-- grain: inspection
-- better: neither
-- zh: 检查次数
-- en: Inspections held
-- sentence.zh: 期间内实际进行的检查次数；未能进行的（如无人在场、已停业）不计入。
-- sentence.en: Inspections held in the period; attempts at which no inspection took place (no entry, out of business) are not among them.
select inspection as key, grp
from inspection_at
where held
