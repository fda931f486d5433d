import type { SectorPhrases } from '../vocabulary.ts';

export const population: SectorPhrases = {
  problems: [
    '{about} {20-700} [people|persons] [arrived|came in] {when} from [Kirawa|Rann|Marte|Kukawa|Abadam|Baga|Gulumba|Walasa|the villages|across the border], [on foot|by lorry|with donkeys].',
    '[Head count|Count|Registration] [done|made] with {informant} [row by row|from the list|tent by tent]; {10-190} [were at the farm|absent|not registered].',
    '{3-40} children [without parents|alone|with people who are not family], [{1-9} very small|names with {name}|tracing not started].',
    '[Deaths|Graves]: {1-14} since {since}, [mostly|mainly] [small children|elderly|fever|from the attack|not known].',
    '[Elderly|Disabled|Blind] people [left behind|cannot queue|depend on neighbours] in {block}, {6-60} [counted|seen], [{1-9} need wheelchairs|no aid].',
    '[Numbers|The figures] of {partner} and of {informant} [differ|do not agree] by {40-900}, [double cards|returnees counted twice|new arrivals missing].',
    '[Families|{10-200} families] [moved|left] [to town|to {block}|back to the village] {when} [because of|after] [the water|the attack|hunger|the order].',
    '[Women|Mothers] [alone|on their own] head {about} {30-70} [percent|of 100] of [tents|households] in {block}, [men|husbands] [missing|killed|held|gone to trade].',
    '[Pregnant|Nursing] women [many|more than expected], {5-50} [due|near their time] [this month|soon], [no place to deliver|they ask for nets|weak].',
    '[Truck|Lorry|Cart] with [returnees|deportees|families] [still on the road|expected|turned back at {place}], {about} {30-320}, [water and food needed|no list].',
    '[Card|ID|Paper] [lost|burnt|taken] for {12-240} [people|adults], [no ration|cannot travel|cannot register].',
    '[{1-40} injured|Wounded people] [among them|came along], {name} [dressed|looked at] the [wounds|burns], [{1-6} sent on|needs a doctor].',
  ],
  calm: [
    '[List|Register] [checked|compared] with {informant}, [{1-30} changes|no change|matches] since {since}.',
    '[No|Hardly any] [movement|arrivals] [this week|since {since}], [{5-60} went home|a few left] to [farm|trade|see the house].',
    '[Families|Most families] [together|complete], {1-6} [children|cases] with [tracing|{partner}].',
    '[Births|New births] {2-24} [since {since}|this month], [all|most] [registered|with card|healthy].',
  ],
  delivered: [
    '[Moved|Brought|Took] {20-400} [people|persons] [out of the water|to {camp}|to {place}] [with|in] {1-6} [trucks|canoes|buses], [sick first|families kept together].',
    '{1-14} [children|families] [brought together|reunited], [{name} travelled along|father found in {camp}|mother was in {block}].',
    '[Cards|Papers|Birth papers] [written|printed|handed out] at {place}, [queue till dark|{10-90} wait|printer stopped once].',
    '[Referred|Sent on] {2-40} to [protection|{partner}|the hospital|nutrition], [slips given|names with {informant}].',
    '[Second|Next] [trip|convoy] [waits|cancelled] [for escort|as the road is wet|until {3-6} pm], [people|they] [sit at|stay by] {place}.',
  ],
};
