-- name: repeat_rate
-- version: 1
-- number: 27
-- measure: share
-- unit: share
-- grain: finding
-- better: lower
-- zh: 重复发生率
-- en: Repeat rate
-- sentence.zh: 期间内发现、按检查项记录的问题每一次经复查销号后12个月内（截至统计日）同一单位同一检查项再次不合格的，占12个月内该检查项被再次检查的销号次数的比例；销号当日的检查、未能进行的检查和答为不适用的不算再次检查，已撤销的不计入。
-- sentence.en: Closures by verification after which the same item failed again at the same unit within 12 months, as of the day, out of the closures after which that item was checked again within 12 months; for findings of an item raised in the period, an inspection on the day of closure, one not held or an answer of not applicable is no check, withdrawn findings are left out.
with closed as (
    select finding, closures, unit, item, min(valid_from) as closed_on
    from finding_history
    where state = 'closed' and basis = 'verified' and item is not null
    group by finding, closures, unit, item
),
again as (
    select c.finding, c.closures, bool_or(coalesce(a.result = 'failed', false)) as failed
    from closed c
    join inspection_all i on i.unit = c.unit
        and i.done_on > c.closed_on and i.done_on <= c.closed_on + interval 12 month
    join version_item_all v on v.version = i.version and v.item = c.item
    left join answer_all a on a.inspection = i.inspection and a.edition = i.edition and a.item = c.item
    where i.held and coalesce(a.result <> 'na', true)
    group by c.finding, c.closures
)
select cast(g.finding as varchar) || ':' || cast(g.closures as varchar) as key, f.grp, g.failed as hit
from again g
join finding_at f on f.finding = g.finding
where f.state <> 'withdrawn'
