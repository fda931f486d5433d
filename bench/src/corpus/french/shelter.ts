import type { SectorPhrases } from '../vocabulary.ts';

export const shelter: SectorPhrases = {
  problems: [
    '[Le vent|L’orage|La pluie] {when} [a arraché|a emporté] [les toits|les bâches] de {about} {10-180} [abris|tentes] à {block}.',
    '{about} {8-220} [familles|ménages] [dorment|sont] [dehors|sous les arbres|à l’école|chez des parents] depuis {since}, [avec bébés|sans nattes|sans couvertures].',
    '[Tentes|Abris] [de {3-6} ans|déchirés|rapiécés de sacs|pourris au sol], [perches|cadres] [mangés par les termites|cassés|brûlés au feu].',
    '[Un feu|Un incendie] {when} [a pris|a détruit] {6-140} [abris|huttes] à {block}, [parti de|commencé par] [une cuisine|une bougie|un thé], [{1-4} blessés|pas de mort|grain perdu].',
    '[Deux|Trois|Quatre] familles [partagent|vivent dans] une [tente|pièce] de [3 sur 4|4 sur 4|2 sur 3] m, [un drap entre elles|pas d’intimité|{9-19} personnes].',
    '[L’eau|L’inondation] [au genou|aux matelas|à {20-90} cm] à {block}, [murs de terre|murs] [tombés|fendus|près de tomber].',
    '[Le terrain|Le propriétaire] [est repris|veut un loyer|demande de partir] [avant|d’ici] [la fin du mois|les semis|vendredi], {20-200} [familles|mén.] [touchées|sans solution].',
    '[Familles hôtes|Concessions] de {block} [logent|gardent] {3-9} [familles|ménages] chacune, [latrine et repas|tout] [partagé|manque].',
    '[Peu de|Pas de] [nattes|couvertures|moustiquaires|marmites] chez les {10-160} [arrivants|familles venues {when}], [venus sans rien|que des habits].',
    '[Le centre de transit|L’accueil] [fait pour|prévu pour] {60-300}, [en a|abrite] {300-1400}, [le reste|les derniers] [dehors|à tour de rôle|sous les camions].',
    '[Cordes|Piquets|Clous|Bambous] [manquent|pas dans le kit|vendus au marché], [bâches|toiles] [inutiles|sous des pierres|battent].',
  ],
  calm: [
    '[Abris|Tentes] de {block} [secs|ont tenu|en bon état], [perches solides|rigoles creusées|réparés par les gens].',
    '{partner} [a monté|a fini] {20-160} [abris transitoires|abris en banco] près de {place}, [{4-30} vides|tous pris].',
    '[Kits d’outils|Outils] [prêtés|tournent] [par {informant}|par bloc], [cela marche|apprécié].',
    '[Parcelles|Nouvelles parcelles] [tracées|montrées] derrière {place} pour {40-400} [familles|abris], [terrain haut|drainé|près de l’eau].',
  ],
  delivered: [
    '[Bâches|Kits] [remis|distribués] près de {place} [sur la liste de {informant}|par jeton|rangée par rangée], [calme|un peu de bousculade|fini à 1{3-7} h].',
    '[{2-12} menuisiers|Les volontaires|Les jeunes] [aident|montent] {4-30} [par jour|chaque jour], [vieux d’abord|femmes seules d’abord].',
    '[Bambous|Perches|Cordes|Clous] [en nombre court|en retard|de mauvaise qualité], [{3-60} abris|la dernière rangée] [attendent|inachevés].',
    '[Déplacé|Relogé] {10-140} [familles|mén.] de [l’eau|{block}|l’école] vers [la nouvelle extension|plus haut], [deux camions|à pied|en un jour].',
    '[Contrôle|Vérifié] {6-40} abris {when} : [{1-9} fuient|bien fixés|{1-6} vendus|tous utilisés].',
  ],
};
