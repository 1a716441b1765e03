-- name: findings_total
-- version: 1
-- number: 10
-- measure: count
-- unit: finding
-- grain: finding
-- better: neither
-- zh: 问题总数
-- en: Findings
-- sentence.zh: 期间内发现的问题数，合并之后计算；已撤销的不计入。
-- sentence.en: Findings raised in the period, after merging; withdrawn ones are left out.
select finding as key, grp
from finding_at
where state <> 'withdrawn'
