-- name: findings_per_inspection
-- version: 1
-- measure: ratio
-- unit: per_inspection
-- grain: inspection
-- better: lower
-- zh: 每次检查列出问题数
-- en: Findings listed per inspection
-- sentence.zh: 期间内各次检查列出的问题条数（合并之前，再次列出的也计入），除以实际进行的检查次数；来源只有数量的，每次检查每个严重程度计一条。
-- sentence.en: Findings listed by the inspections of the period, before merging and with those listed again, divided by the inspections held; where the source has only numbers, each severity of an inspection is one finding.
select inspection as key, grp, listed as numerator, 1 as denominator
from inspection_at
where held
