-- name: major_share
-- version: 1
-- number: 15
-- measure: share
-- unit: share
-- grain: finding
-- better: lower
-- zh: 重大问题占比
-- en: Share of major findings
-- sentence.zh: 期间内发现的问题中重大问题数，占已分级问题数的比例；未分级的不计入分母，已撤销的不计入。
-- sentence.en: Major findings, out of the graded findings raised in the period; ungraded findings are not in the denominator, withdrawn ones are left out.
select finding as key, grp, major as hit
from finding_at
where graded and state <> 'withdrawn'
