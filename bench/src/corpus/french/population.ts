import type { SectorPhrases } from '../vocabulary.ts';

export const population: SectorPhrases = {
  problems: [
    '{about} {20-700} [personnes|gens] [arrivés|venus] {when} de [Kirawa|Rann|Marte|Kukawa|Abadam|Baga|Gulumba|Walasa|la frontière|villages voisins], [à pied|en camion|à dos d’âne].',
    '[Comptage|Recensement] [fait|mené] avec {informant} [rangée par rangée|sur liste|tente par tente] ; {10-190} [aux champs|absents|non inscrits].',
    '{3-40} enfants [sans parents|seuls|chez des inconnus], [{1-9} très petits|noms chez {name}|recherche non commencée].',
    '[Décès|Tombes] : {1-14} depuis {since}, [surtout|en majorité] [petits enfants|vieux|fièvre|attaque|cause inconnue].',
    '[Vieux|Handicapés|Aveugles] [laissés|sans queue possible|aidés des voisins] à {block}, {6-60} [comptés|vus], [{1-9} fauteuils|sans aide].',
    '[Les chiffres|Les nombres] de {partner} et de {informant} [diffèrent|ne collent pas] de {40-900}, [cartes doubles|retournés comptés deux fois|arrivants oubliés].',
    '[Des familles|{10-200} familles] [parties|déplacées] [en ville|vers {block}|au village] {when} [à cause de|après] [l’eau|l’attaque|la faim|l’ordre].',
    '[Femmes|Mères] [seules|sans mari] : {about} {30-70} [pour cent|sur 100] des [tentes|ménages] de {block}, [maris|hommes] [disparus|tués|détenus|au commerce].',
    '[Enceintes|Allaitantes] [nombreuses|plus que prévu], {5-50} [à terme|proches du terme] [ce mois|bientôt], [pas de lieu|demandent moustiquaires|faibles].',
    '[Camion|Charrette] de [retournés|refoulés|familles] [en route|attendu|renvoyé à {place}], {about} {30-320}, [eau et vivres à prévoir|sans liste].',
    '[Carte|Papiers] [perdus|brûlés|pris] pour {12-240} [personnes|adultes], [pas de ration|pas de voyage|pas d’inscription].',
  ],
  calm: [
    '[Liste|Registre] [vérifié|comparé] avec {informant}, [{1-30} changements|rien à changer|concorde] depuis {since}.',
    '[Pas|Presque pas] de [mouvement|arrivées] [cette semaine|depuis {since}], [{5-60} rentrés|quelques départs] pour [les champs|le commerce].',
    '[Familles|La plupart] [réunies|complètes], {1-6} [enfants|cas] en [recherche|suivi par {partner}].',
    '[Naissances|Nouveau-nés] {2-24} depuis {since}, [tous|la plupart] [inscrits|avec carte|bien portants].',
  ],
  delivered: [
    '[Évacué|Transporté|Amené] {20-400} [personnes|gens] [hors de l’eau|vers {camp}|à {place}] [en|avec] {1-6} [camions|pirogues|bus], [malades d’abord|familles ensemble].',
    '{1-14} [enfants|familles] [réunis|rendus aux leurs], [{name} a voyagé avec|père retrouvé à {camp}|mère à {block}].',
    '[Cartes|Papiers|Actes] [écrits|imprimés|remis] près de {place}, [queue jusqu’à la nuit|{10-90} en attente|imprimante arrêtée].',
    '[Référé|Envoyé] {2-40} vers [la protection|{partner}|l’hôpital|la nutrition], [fiches données|noms chez {informant}].',
    '[Deuxième|Prochain] [voyage|convoi] [en attente|annulé] [d’escorte|route mouillée|jusqu’à 1{5-8} h], [les gens|ils] [assis|restent] près de {place}.',
  ],
};
