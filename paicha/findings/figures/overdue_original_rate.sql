-- name: overdue_original_rate
-- version: 1
-- number: 24
-- measure: share
-- unit: share
-- grain: finding
-- better: lower
-- zh: 按原期限逾期率
-- en: Overdue by the original deadline
-- sentence.zh: 期间内发现、原定期限在统计日当日或之前的问题中，原定期限当日终了时未经复查销号的所占比例；期限当日销号算按期，推断销号的不算，延期不影响本指标，已撤销的不计入。
-- sentence.en: Findings not closed by verification at the end of their original deadline, out of the findings raised in the period whose original deadline is on or before the day; closed on the deadline is in time, inferred closures do not count, extensions make no difference, withdrawn findings are left out.
select f.finding as key, f.grp, h.finding is null as hit
from finding_at f
left join finding_history h on h.finding = f.finding
    and h.state = 'closed' and h.basis = 'verified'
    and h.valid_from <= f.original_deadline and h.valid_until > f.original_deadline
where f.state <> 'withdrawn' and f.original_deadline <= $on
