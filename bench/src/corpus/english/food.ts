import type { SectorPhrases } from '../vocabulary.ts';

export const food: SectorPhrases = {
  problems: [
    '[Ration|General food distribution|GFD] [was last given|last came|is late] {3-11} weeks ago, [families|{who}] [eat once a day|live on kanzo|sell firewood to eat|borrow].',
    '[Market|Prices] [at {place}|in town]: [mudu of millet|a measure of maize|a bag of rice] [went|rose] from {400-900} to {950-2600} naira since {since}.',
    '{about} {15-400} [families|households] [were not on|are missing from|dropped off] the list [after verification|of {partner}|when the cards changed].',
    '[Children|Small children] [look thin|have swollen feet|are weak], {informant} [sent|referred] {3-40} to the [OTP|stabilisation centre|CMAM site].',
    '[Farms|Fields] [within|beyond] {1-6} km [cannot be reached|are flooded|were grazed|were burnt], [harvest|the season] [is lost|will be poor|only for those with guards].',
    '[People|{who}] [gather|cook|eat] [wild leaves|tafasa|rama leaves|seed meant for planting|bran] [since {since}|every day|for lack of grain].',
    '[Herders|Traders|Farmers] [sold|are selling] [goats|oxen|tools|the last animals] [to buy grain|for food|at half price] {when}.',
    '[Firewood|Fuel] [costs|is sold at] {100-700} naira [a bundle|for one meal], [rations|food] [sold to buy it|eaten half raw|cooked once for two days].',
    '[RUTF|Supplement|CSB] [ended|ran out] {when} and [mothers|women] [walk home|were sent home] [with nothing|with advice only], {20-200} [on the register|waiting].',
    '[New arrivals|The {20-300} who came {when}] [have had no|did not get any] [card|food|ration], [share|beg] [with relatives|from neighbours|at {place}].',
    '[Grinding mill|The mill] [is down|charges double|has no diesel], [grain|whole maize] [is boiled as it is|pounded by hand|swapped for flour at a loss].',
    '[Flood|Water|Rats|Fire] [spoilt|took|destroyed] [the store|{10-160} bags|family stocks] [at|near] {place} {when}.',
    '[Vouchers|Cash] [not loaded|blocked|PIN lost] for {10-180} [HH|families], [vendors|shops] [turn them away|give less|give only rice].',
  ],
  calm: [
    '[Distribution|GFD] [went well|took place] {when}, {300-2400} [families|households], [scales checked|full ration|no shouting].',
    '[Market|Traders] [open|are back], [millet|rice|beans] [there|in stock], [price stable|price came down a little].',
    '[Porridge|School feeding|Wet feeding] [runs|goes on] at {place} [each morning|five days a week], {80-900} children.',
    '[Harvest|Beans|Groundnuts] [coming in|looks fair] [within the trench|on the near farms], [families|{who}] [eat twice|have stock for {2-9} weeks].',
    '[Malnutrition|MUAC] [round|screening] {when}: {1-9} [red|severe] [only|of {200-900}].',
  ],
  delivered: [
    '[Distributed|Food given] at {place} from {6-9} to {2-5}, [{informant} called the names|two lines|by block], [{5-60} no-shows|all came|a few quarrels].',
    '[Bags|Cartons|Oil tins] [short by|missing:] {2-40}, [torn on the road|taken at a checkpoint|counted twice at the store], [report follows|waybill noted].',
    '[Families|Households] of [more than 8|8 and up] [complain|say] the [ration|share] is [too small|the same for all].',
    '[Elderly|Sick|Disabled] people [got theirs|were served] [at home|first|through {name}], {4-60} [in all|of them].',
    '[Supplement|RUTF|CSB] [for|given to] {20-300} [children|mothers], [next round|follow-up] [in two weeks|on the 15th|with MUAC].',
    '[Trucks|Two trucks|The convoy] [stuck|held] at [the checkpoint|{place}|the bridge] [for {2-9} hours|overnight], so [only half|{block} only|no oil today].',
  ],
};
