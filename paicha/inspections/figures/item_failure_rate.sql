-- name: item_failure_rate
-- version: 1
-- measure: share
-- unit: share
-- grain: inspection
-- better: lower
-- offers: item
-- zh: 检查项不合格率
-- en: Items failed
-- sentence.zh: 期间内不合格的检查项次数，占检查到的检查项次数的比例：每次实际检查所用检查表版本的每个检查项计一次，答为不适用的除外；没有检查表的检查不计入。
-- sentence.en: Items failed, out of items checked in the period: every item of the checklist version that a held inspection answers counts once, save those answered not applicable; inspections without a checklist are left out.
select
    cast(i.inspection as varchar) || ':' || cast(v.item as varchar) as key,
    i.grp,
    v.item as item,
    coalesce(a.result = 'failed', false) as hit
from inspection_at i
join version_item_all v on v.version = i.version
left join answer_all a on a.inspection = i.inspection and a.edition = i.edition and a.item = v.item
where i.held and coalesce(a.result <> 'na', true)
