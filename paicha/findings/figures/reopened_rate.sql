-- name: reopened_rate
-- version: 1
-- number: 28
-- measure: share
-- unit: share
-- grain: finding
-- better: lower
-- zh: 返潮率
-- en: Reopened findings
-- sentence.zh: 期间内发现的问题每一次经复查销号后90天内重新打开的，占截至统计日销号已满90天的销号次数的比例；销号当日即被撤回的不算销号，已撤销的问题不计入。
-- sentence.en: Closures by verification that were reopened within 90 days, out of the closures with 90 days of follow-up as of the day, for findings raised in the period; a closure undone on its own day is none, withdrawn findings are left out.
with closed as (
    select finding, closures, reopenings, min(valid_from) as closed_on
    from finding_history
    where state = 'closed' and basis = 'verified'
    group by finding, closures, reopenings
),
reopened as (
    select finding, reopenings, min(valid_from) as reopened_on
    from finding_history
    where reopenings > 0
    group by finding, reopenings
)
select
    cast(c.finding as varchar) || ':' || cast(c.closures as varchar) as key,
    f.grp,
    coalesce(r.reopened_on <= c.closed_on + interval 90 day, false) as hit
from closed c
join finding_at f on f.finding = c.finding
left join reopened r on r.finding = c.finding and r.reopenings = c.reopenings + 1
where f.state <> 'withdrawn' and c.closed_on + interval 90 day <= $on
