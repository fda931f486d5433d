import type { SectorPhrases } from '../vocabulary.ts';

export const shelter: SectorPhrases = {
  problems: [
    '[Wind|Storm|Rain] {when} [took|tore|blew away] [the roofs|the tarpaulins|the plastic] of {about} {10-180} [shelters|tents] in {block}.',
    '{about} {8-220} [families|households] [sleep|are] [in the open|under trees|in the school|with relatives] since {since}, [many with babies|no mats|no blankets].',
    '[Tents|Shelters] [are|stand] [{3-6} years old|torn|patched with sacks|rotten at the floor], [poles|frames] [eaten by termites|broken|burnt as firewood].',
    '[Fire|A cooking fire] {when} [burnt|destroyed|took] {6-140} [shelters|huts] [in|at] {block}, [started at|began from] [a kitchen|a candle|tea making], [{1-4} hurt|no one died|grain lost too].',
    '[Two|Three|Four] families [share|live in] one [tent|room] of [3 by 4|4 by 4|2 by 3] metres, [a cloth between them|no privacy for girls|{9-19} people in it].',
    '[Flood|Water] [reached|stood at] [the knee|mattress height|{20-90} cm] in {block}, [mud walls|walls] [fell|cracked|will fall with the next rain].',
    '[Land|The owner|The landlord] [wants|asks for] [the plot back|rent|people to leave] [before|by] [the end of the month|planting|Friday], {20-200} [families|HH] [affected|do not know where to go].',
    '[Host families|Compounds] in {block} [take in|hold] {3-9} [families|households] each, [food and latrine|everything] [is shared|is short].',
    '[No|Few] [mats|blankets|nets|cooking pots] [among|with] the {10-160} [new arrivals|families that came {when}], [they came with nothing|they carried only clothes].',
    '[Reception centre|Transit centre] [has room for|was built for] {60-300} and [holds|now has] {300-1400}, [people|latecomers] [lie outside|sleep in shifts|stay under trucks].',
    '[Ropes|Pegs|Nails|Bamboo] [are missing|not in the kit|sold in the market], so [tarps|sheets] [lie unused|are held down with stones|flap].',
    '[Shelters|Tents] stand [too close|with less than a metre between|rope over rope], [a fire|the next fire] [would take all|cannot be stopped|will cross the lane].',
  ],
  calm: [
    '[Shelters|Tents] in {block} [are dry|stood the storm|are in good state], [poles firm|trenches dug|repaired by the people themselves].',
    '{partner} [put up|finished] {20-160} [transitional shelters|mud-brick shelters|Bama type shelters] [by|near] {place}, [{4-30} still empty|all taken].',
    '[Repair kits|Tool kits] [are lent|go round] [through {informant}|by block], [people like it|works well].',
    '[Most|Nearly all] {who} [have|got] [mats|two blankets|nets] [since the last round|from {partner}].',
    '[Plots|New plots] [marked|shown to us] [beside|behind] {place} for {40-400} [families|shelters], [high ground|drained|near water].',
  ],
  delivered: [
    '[Tarpaulins|Sheets|Kits] [given|distributed] at {place} [to the list of {informant}|by token|row by row], [crowd calm|some pushing|finished by {1-5} pm].',
    '[{2-12} carpenters|Volunteers|The youth] [help|build|put up] {4-30} [a day|daily], [elderly first|women alone first|disabled people first].',
    '[Bamboo|Poles|Rope|Nails] [arrived short|came late|were of bad quality], [{3-60} shelters|the last row] [wait|not finished].',
    '[Moved|Relocated] {10-140} [families|HH] from [the water|{block}|the school] to [the new extension|higher ground|{place}], [with two trucks|on foot|in one day].',
    '[Post check|Checked] {6-40} shelters {when}: [{1-9} leak|sheets well fixed|{1-6} sheets sold|all in use].',
    '[Mats|Blankets|Bedding] [only for|given to] {who} [as stock was short|first], [the others|rest] [written down|on a list with {informant}].',
  ],
};
