import type { SectorPhrases } from '../vocabulary.ts';

export const wash: SectorPhrases = {
  problems: [
    '[The|One|The only] [borehole|hand pump|motorised pump|tap stand] [near|behind|opposite] {place} [has not worked|is broken|gives nothing|only drips] since {since}.',
    '[Women|Girls|Children] [walk|trek|go] {about} {15-120} minutes [to {place}|to the river|outside the fence] [for water|to fetch water], [and it is not safe|also before sunrise|, some were chased].',
    '[Queue|Waiting] at [the tap|the water point] is {about} {1-5} hours; [fights|quarrels] {when} [between|among] {who} and {who}.',
    '[Water|It] [smells|is brown|has worms|tastes of salt|looks milky] since {since}, [people drink it anyway|children have loose stool|no aquatabs].',
    '[Latrines|Toilets] in {block} are [full|overflowing|collapsed|flooded], {who} [go to the bush|use the field by {place}|share with neighbours].',
    '[One|1] [latrine|toilet] for {about} {40-210} [people|persons] in {block}, [doors|locks|roofs] [missing|broken|stolen for firewood].',
    '[Rain|The flood|Storm water] [washed|carried|brought] [waste|latrine content|rubbish] [into|towards] [the open well|the water point|the shelters] {when}.',
    '[Fuel|Diesel] for the [generator|pump] [finished|is not paid|came late], [the operator|{name}] [runs it|pumps] only {1-4} hours [a day|every second day].',
    '[Water trucking|The truck] by {partner} [stopped|was cut|comes no more] since {since}, [vendors|boys with carts] [ask|take] {20-120} naira [per jerrycan|for 25 litres].',
    '[No|There is no] [soap|handwashing station|tippy tap] [in|at] {block}, [kits|the last kits] came {3-14} months ago.',
    '[Rubbish|Waste|Refuse] [heap|dump] [beside|next to] {place} [not removed|grows] since {since}; [rats|flies|goats and children] [all over it|everywhere].',
    '[Chlorine|FRC] [test|reading] at {3-12} points: [zero|0.0|below 0.2] at {1-8}, [operator|the committee] [has no pool tester|has no chlorine left|doses by eye].',
    '[Solar panels|Panels|The inverter] [stolen|broken by hail|covered with dust], [tank|the tank] [stays|is] [empty by 9|half empty|empty].',
    '[Bathing|Washing] [places|shelters] for women [have no roof|lie next to the men|are too few], [girls|they] [wait until dark|wash at night|do not feel safe].',
    '[Trench|Drain|Drainage] [along|behind] {place} [blocked|full of sand|never finished], [water stands|ankle-deep water] in {10-90} [shelters|tents].',
  ],
  calm: [
    '[Borehole|Solar pump] at {place} [works|gives water] all day, [queue short|no queue], [committee|{name}] [keeps the key|keeps the log].',
    '[Chlorine|FRC] [checked|measured] at {2-9} taps, [0.3 to 0.5|all above 0.2|fine].',
    '[Latrines|Toilets] in {block} [clean|were clean|swept], [cleaners|volunteers] [paid by {partner}|come each morning].',
    '[Desludging|The truck] [done|passed] {when}, [next one|next round] [planned|in {2-6} weeks].',
    '{who} [have|got] [jerrycans|buckets with lid|soap] from [the last distribution|{partner}], [seen in most tents|in {6-10} of 10 tents].',
  ],
  delivered: [
    '[Trucked|Brought|Delivered] [in {2-9} trips|from {place}|with the LGA truck], [tanks|bladder] [full|filled] by [noon|2 pm|evening].',
    '[Kits|Hygiene kits] [given|shared out] by [token|list|household], {informant} [helped|called names|kept order], [{3-40} families left out|no complaint|some came twice].',
    '[Latrines|Stances] [dug|finished|slabs set] [behind|near] {place}, [doors|superstructure|vent pipes] [follow|still missing|done], [women and men apart|with a ramp|with light].',
    '[Pump|Borehole] [repaired|opened up] by {name}: [new seals|rod replaced|riser pipe changed], [yield good|water clear after 2 hours|works again].',
    '[Soap|Aquatabs|Buckets] [short|not enough] for {block}; [second round|the rest] [next week|when the stock is in|on Monday].',
    '[Chlorination|Bucket chlorination] [started|goes on] at {2-9} points, [volunteers|{4-20} volunteers] [trained|paid until month end].',
  ],
};
