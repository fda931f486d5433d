import type { SectorPhrases } from '../vocabulary.ts';

export const security: SectorPhrases = {
  problems: [
    '[Armed men|Gunmen|Fighters] [came|were seen|passed] [near|behind|at] {place} {when}, [took|left with] [food and {1-4} motorbikes|{3-40} cattle|phones and drugs|two boys].',
    '[Shots|Gunfire|Explosions] [heard|reported] {when} from the [north|east|road side|farms], [people ran|{who} slept outside|calm by morning].',
    '{1-6} [farmers|women|men] [taken|kidnapped|missing] on the [farm road|way to fetch wood|road to {camp}] since {since}, [ransom asked|no news|{1-3} came back].',
    '[A child|A herder|{1-3} boys] [stepped on|picked up|played with] [something metal|an unexploded shell|a mine] [by|near] {place}, [lost a hand|hurt badly|died].',
    '[Road|The road] to [{camp}|the farms|town] [closed|only with escort|mined] since {since}, [trucks|traders] [wait|turned back|pay at {2-7} points].',
    '[Women|Girls] [report|speak of|complain about] [men at the water point|touching in the queue|attacks when fetching wood|demands for favours], [nobody to tell|they told {informant}|no female guard].',
    '[Light|Lamps|Solar lights] [out|broken|stolen] [around|from] {place} to {block}, [nobody|women do not] [goes|go] to the latrine [after dark|at night].',
    '[Quarrel|Fight|Clash] between [herders and farmers|hosts and displaced|two blocks|youths] {when} over [water|a plot|the list|grazing], {1-9} [hurt|arrested].',
    '[Youths|Small boys] [are approached|were offered money] by [strangers|fighters|a recruiter], {informant} [counts|knows of] {2-12} [gone|who left] since {since}.',
    '[Curfew|Gate] [at|closes] {5-8} pm, [the sick|women in labour] [cannot pass|wait until morning|pay to pass].',
    '[Thieves|Thefts] [at night|in {block}]: [pots|phones|roofing|rations|goats] [taken|gone] from {3-30} [tents|shelters] since {since}.',
    '[Troops|Soldiers|The post] [left|moved|were withdrawn] {when}, [only|now] {4-40} [watchmen|volunteers] [with sticks|with {1-5} guns] [guard|stay].',
  ],
  calm: [
    '[No|Not any] incident [since {since}|in {2-9} weeks], [patrols|soldiers and watch] [pass|seen] [morning and evening|each night].',
    '[Market|Road to {camp}] [open|busy], [people move|{who} go to farm] [freely|within the trench|with escort].',
    '[Lights|Solar lamps] [work|put up by {partner}] [along|around] {place}, [women say|they say] [it helps|they feel better].',
    '[Committee|{informant}] [meets|sits] [weekly|every Sunday] with [police|the soldiers|the watch], [complaints|cases] [written down|settled there].',
    '[Screening|Check] at the gate [quick|polite], [women checked by women|female guard present].',
  ],
  delivered: [
    '[Patrol|Escort] [with|of] {4-24} [men|watchmen|police] [went|walked] [to the farms|round {block}|to the wood line], [back by {3-6} pm|nothing seen|{1-4} stopped].',
    '[Case|Incident] of {when} [settled|closed|handed to the police], [both sides|families] [spoke|agreed|still angry].',
    '[Checkpoint|Post] [moved to|opened at] {place}, [search|check] of [carts|lorries|bags], [{name} in charge|manned day and night].',
    '[Area|Path] [by|behind] {place} [marked|fenced|cleared] [by the mine team|with red stones|with tape], [children told|meeting held with {informant}].',
    '[Women|Girls] [go|went] for wood in [groups|a group of {12-60}] with [escort|{partner}], [twice a week|no incident|two turned back].',
    '[Lamps|Torches|Whistles] for [women leaders|{8-60} volunteers] [given out|promised], [training|meeting] [held|on Thursday].',
  ],
};
