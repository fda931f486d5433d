import type { SectorPhrases } from '../vocabulary.ts';

export const wash: SectorPhrases = {
  problems: [
    '[Le|Un|Le seul] [forage|puits à pompe|robinet] [près de|derrière|face à] {place} [ne marche plus|est en panne|ne donne rien|goutte] depuis {since}.',
    '[Les femmes|Les filles|Les enfants] [marchent|vont] {about} {15-120} minutes [jusqu’à {place}|à la rivière|hors de la clôture] [pour l’eau|puiser], [pas sûr|même avant l’aube|certaines chassées].',
    '[L’attente|La queue] [au robinet|au point d’eau] dure {about} {1-5} h ; [bagarres|disputes] {when} entre {who} et {who}.',
    '[L’eau|Elle] [sent|est brune|a des vers|est salée|est trouble] depuis {since}, [on la boit quand même|enfants avec diarrhée|pas de comprimés].',
    '[Latrines|Toilettes] de {block} [pleines|débordent|effondrées|inondées], {who} [vont en brousse|vont au champ près de {place}|partagent].',
    '[Une|1] [latrine|douche] pour {about} {40-210} [personnes|gens] à {block}, [portes|verrous|toits] [manquent|cassés|volés pour le feu].',
    '[La pluie|L’inondation|Le ruissellement] [a porté|a poussé] [les ordures|les boues] [dans le puits|vers le point d’eau|vers les abris] {when}.',
    '[Carburant|Gasoil] du [groupe|moteur] [fini|non payé|en retard], [le fontainier|{name}] [pompe|tourne] {1-4} h [par jour|un jour sur deux].',
    '[Camion-citerne|L’eau par camion] de {partner} [arrêté|coupé|ne vient plus] depuis {since}, [les vendeurs|les charretiers] [prennent|demandent] {20-120} nairas [le bidon|les 25 litres].',
    '[Pas de|Plus de] [savon|lave-mains] à {block}, [derniers kits|la dernière fois] il y a {3-14} mois.',
    '[Le tas d’ordures|La décharge] près de {place} [jamais enlevé|grandit] depuis {since} ; [rats|mouches|chèvres et enfants] [dessus|partout].',
    '[Chlore|CRL] à {3-12} points : [zéro|0,0|sous 0,2] à {1-8}, [fontainier|comité] [sans testeur|sans chlore|dose à l’œil].',
    '[Panneaux|Le convertisseur] [volés|cassés|sous la poussière], [réservoir|le réservoir] [vide à 9 h|à moitié|vide].',
    '[Caniveau|Drain|Fossé] [le long de|derrière] {place} [bouché|ensablé|inachevé], [eau stagnante|eau à la cheville] dans {10-90} [abris|tentes].',
  ],
  calm: [
    '[Forage|Pompe solaire] de {place} [marche|donne] toute la journée, [peu d’attente|pas de queue], [comité|{name}] [garde la clé|tient le cahier].',
    '[Chlore|CRL] [vérifié|mesuré] à {2-9} robinets, [0,3 à 0,5|tous au-dessus de 0,2|bon].',
    '[Latrines|Toilettes] de {block} [propres|balayées], [nettoyeurs|volontaires] [payés par {partner}|chaque matin].',
    '[Vidange|Le camion] [faite|passé] {when}, [prochain tour|suite] [prévu|dans {2-6} semaines].',
    '{who} [ont|ont reçu] [bidons|seaux à couvercle|savon] de [la dernière distribution|{partner}].',
  ],
  delivered: [
    '[Livré|Apporté] [en {2-9} tours|depuis {place}|avec le camion de la mairie], [bâche|réservoirs] [pleine|remplis] à [midi|14 h|la nuit].',
    '[Kits|Kits d’hygiène] [remis|partagés] par [jeton|liste|ménage], {informant} [a aidé|a appelé les noms], [{3-40} familles oubliées|pas de plainte|certains deux fois].',
    '[Latrines|Cabines] [creusées|finies|dalles posées] près de {place}, [portes|murs|tuyaux] [à venir|manquent|faits], [hommes et femmes à part|avec rampe|éclairées].',
    '[Pompe|Forage] [réparé|rouvert] par {name} : [joints neufs|tige changée|tuyau changé], [bon débit|eau claire après 2 h|remarche].',
    '[Savon|Aquatabs|Seaux] [insuffisants|courts] pour {block} ; [la suite|deuxième tour] [lundi|la semaine prochaine|selon stock].',
  ],
};
