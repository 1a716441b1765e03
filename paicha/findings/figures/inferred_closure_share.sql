-- name: inferred_closure_share
-- version: 1
-- measure: share
-- unit: share
-- grain: finding
-- better: neither
-- zh: 推断销号占比
-- en: Share of inferred closures
-- sentence.zh: 期间内发现、截至统计日已销号的问题中，仅凭后续检查未再列出而推断销号的所占比例。
-- sentence.en: Findings whose closure is only inferred from a later inspection that lists none, out of the findings raised in the period and closed as of the day.
select finding as key, grp, coalesce(basis = 'inferred', false) as hit
from finding_at
where state = 'closed'
