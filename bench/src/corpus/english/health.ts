import type { SectorPhrases } from '../vocabulary.ts';

export const health: SectorPhrases = {
  problems: [
    '[The only|One] [clinic|health post|facility] [near|by|behind] {place} [has no|ran out of|is out of] [ORS|antibiotics|paracetamol|zinc|malaria drugs|artesunate|oxygen] since {since}.',
    '{5-60} [children|under-fives|kids] [came|were brought|were carried] in with [fever and rash|watery stool|a bad cough|fast breathing|vomiting|high fever] [in the last|over the past|within] {2-9} days, [most|many|nearly all] from {block}.',
    '[Watery diarrhoea|Loose stool|Diarrhoea and vomiting] [is spreading|keeps rising|goes from tent to tent] in {block}, {about} {3-40} [people|persons] so far [and {1-4} died|, no death yet|, {1-6} on drip].',
    '[The nurse|{name}, the nurse,|One CHEW] [attends to|sees|is handling] {about} {60-240} patients [a day|daily] and [there is no doctor|the doctor comes only [on Thursdays|once a week]|nobody does nights].',
    '[Mothers|Women in labour|Pregnant women] are [taken|carried|moved] [by keke|on a donkey cart|on a motorbike|on foot] to [{camp} hospital|the general hospital|the referral centre], {about} {20-150} minutes [when the road is open|one way|in the rain].',
    '[Measles|The rash|Suspected measles] [first seen|reported|noticed] {when} in {block}; {2-25} [children|cases] [not vaccinated|with unknown vaccination|without any card].',
    '[Cold chain|The vaccine fridge|The solar fridge] [is down|stopped|has failed] since {since}, [vaccines moved to {place}|vaccines were lost|nobody knows in what state the vaccines are].',
    '[Malnutrition|MUAC] screening by {informant} [found|gave|showed] {4-70} [red|in red], {10-160} [yellow|in yellow]; [RUTF|Plumpy nut] [will finish in {2-10} days|finishes this week|is finished already|for {1-3} weeks only].',
    '[Referral|The ambulance|Transport for referrals] [does not work|is not available] [after dark|at night|since {since}], {1-5} [women|patients] [lost|died] [on the way|before reaching help] [last month|this month].',
    '[Drugs|Medicines] [arrived|came] [expired|close to expiry|without a packing list] and {informant} [has locked them|keeps them in a carton|refuses to give them out].',
    '[Fever|Malaria] is [the main complaint|what most come with|everywhere] [now that the rains are here|because of standing water|as there are no nets]; [RDT kits|tests] [finished|are few|last for {2-8} days].',
    '{who} [say|complain|told us] that [staff ask for money|they wait from dawn|they are sent home|there is no female staff|only paracetamol is given].',
    '[{1-6} wounded|People with burns|{1-9} injured] from [the attack|the fire|the wall that fell] [lie|are kept] in [the school|a tent|the corridor], [dressings|gauze|gloves] [are used up|are washed and reused|last until tomorrow].',
    '[Handwashing|Chlorine|Isolation] [at the clinic|in the ward|for suspected cases] [is missing|is not there|is one bucket], [patients|cases] [share|lie in] [one room|the same tent] with [others|mothers and babies].',
    '[No|Not one] [trained|skilled] birth attendant in {block}; {informant} [counted|reports] {2-14} home deliveries [this month|since {since}], {1-3} with [heavy bleeding|fever afterwards|a dead child].',
    '[Many|Some] {who} [cannot sleep|wake up crying|sit alone all day] [after what happened {when}|since {since}], [nobody|no partner] [does counselling|comes to talk with them].',
  ],
  calm: [
    '[Clinic|Health post] [by|near] {place} is [open|working] [daily|every day|six days a week], {2-9} [staff|health workers], drugs for {about} {2-8} weeks.',
    '[Vaccination|Outreach] [team|round] of {partner} [passed|came] {when}, {40-600} children [reached|vaccinated], [no refusal|few refusals].',
    '[Mobile clinic|{partner}] [comes|visits] [twice a week|every Wednesday|on market days] and [people are happy with it|the queue is short|{who} use it].',
    '[No|We heard of no] [new|suspected] case of [cholera|measles|diphtheria] [since {since}|in the last {2-6} weeks].',
    '[Deliveries|ANC] [take place|happens] [at the facility|in the maternity tent] with {name}, [midwife|CHEW], [day and night|till evening].',
    '[Stock cards|Registers] [are filled|were seen|are up to date]; [nets|ORS|zinc] [in store|enough for now].',
  ],
  delivered: [
    '[Handed over|Gave|Delivered] [the drugs|the cartons|all items] to {name} at {place}, [signed|waybill signed|counted together].',
    '{30-320} [patients|people] [seen|treated] by {2-8} [staff|of us] [in one day|till dusk|between 9 and 4], [mostly|mainly] [malaria|diarrhoea|cough|skin disease|wounds].',
    '[{1-5} referred|Sent {1-4}] to [{camp} hospital|the field hospital|the general hospital] [by ambulance|with a keke|with the patrol].',
    '[ORP|Oral rehydration corner] [opened|set up] at {place} with {informant}, [volunteers trained|{2-8} volunteers] and [chlorine|ORS|cups] for {1-4} weeks.',
    '[We could not|Not possible to] [reach|enter] {block} [because of the road|, soldiers sent us back|before curfew]; [the rest|what is left] [goes|follows] [tomorrow|on Thursday|with the next flight].',
    '[Some|A few|{2-20}] [packs|vials|cartons] [were wet|were broken|had short expiry] and [were set aside|went back to {camp}|are listed apart].',
  ],
};
