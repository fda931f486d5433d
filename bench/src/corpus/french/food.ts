import type { SectorPhrases } from '../vocabulary.ts';

export const food: SectorPhrases = {
  problems: [
    '[La ration|La distribution|Les vivres] [date de|remonte à] {3-11} semaines, [les familles|{who}] [mangent une fois par jour|vendent du bois|empruntent].',
    '[Au marché|Prix] [près de {place}|en ville] : [la mesure de mil|le maïs|le sac de riz] [passé|monté] de {400-900} à {950-2600} nairas depuis {since}.',
    '{about} {15-400} [familles|ménages] [absents de|rayés de|oubliés sur] la liste [après vérification|de {partner}|au changement de cartes].',
    '[Les enfants|Les petits] [maigres|aux pieds enflés|faibles], {informant} [a envoyé|a référé] {3-40} au [CRENAS|CRENI|centre nutritionnel].',
    '[Champs|Cultures] à {1-6} km [inaccessibles|inondés|broutés|brûlés], [la récolte|la saison] [perdue|sera maigre|seulement sous garde].',
    '[On|{who}] [ramasse|mange] [des feuilles|du son|les semences] [depuis {since}|chaque jour|faute de grain].',
    '[Éleveurs|Commerçants|Cultivateurs] [ont vendu|vendent] [chèvres|bœufs|outils|la dernière bête] [pour du grain|à moitié prix] {when}.',
    '[Le bois|Le feu] [coûte|se vend] {100-700} nairas [le fagot|pour un repas], [vivres|ration] [vendue pour cela|à moitié crue].',
    '[ATPE|Supplément|CSB] [fini|en rupture] {when}, [mères|femmes] [rentrent|renvoyées] [les mains vides|avec des conseils], {20-200} [inscrites|en attente].',
    '[Nouveaux arrivants|Les {20-300} venus {when}] [sans|n’ont pas eu] [carte|vivres|ration], [partagent|mendient] [chez des parents|près de {place}].',
    '[Le moulin|La meule] [en panne|double le prix|sans gasoil], [grain|maïs entier] [bouilli|pilé à la main|échangé à perte].',
    '[L’eau|Les rats|Le feu] [a gâté|ont pris|a détruit] [le magasin|{10-160} sacs|les stocks] près de {place} {when}.',
  ],
  calm: [
    '[Distribution|Vivres] [bien passée|faite] {when}, {300-2400} [familles|ménages], [balances vérifiées|ration entière|sans cris].',
    '[Marché|Commerçants] [ouvert|revenus], [mil|riz|haricot] [en vente|en stock], [prix stable|prix en baisse].',
    '[Bouillie|Cantine] [continue|servie] près de {place} [chaque matin|cinq jours], {80-900} enfants.',
    '[Récolte|Haricot|Arachide] [rentre|correcte] [dans la tranchée|aux champs proches], [familles|{who}] [mangent deux fois|ont {2-9} semaines].',
  ],
  delivered: [
    '[Distribué|Vivres donnés] près de {place} de {6-9} h à 1{3-7} h, [{informant} appelait|deux files|par bloc], [{5-60} absents|tous venus|quelques disputes].',
    '[Sacs|Cartons|Bidons d’huile] [en moins :|manquent] {2-40}, [percés en route|pris au barrage|mal comptés au magasin], [rapport suit|noté au bordereau].',
    '[Familles|Ménages] de [plus de 8|8 et plus] [se plaignent|disent] : [ration|part] [trop petite|égale pour tous].',
    '[Vieux|Malades|Handicapés] [servis|ont reçu] [chez eux|d’abord|par {name}], {4-60} [en tout|personnes].',
    '[Camions|Le convoi] [bloqué|retenu] [au barrage|près de {place}|au pont] [{2-9} h|la nuit], [la moitié seulement|{block} seulement|pas d’huile].',
  ],
};
