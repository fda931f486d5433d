import type { SectorPhrases } from '../vocabulary.ts';

export const health: SectorPhrases = {
  problems: [
    '[Le seul|Un] [dispensaire|poste de santé|centre] [près de|derrière|à côté de] {place} [n’a plus|manque|est à court] [de SRO|d’antibiotiques|de paracétamol|de zinc|d’antipaludiques|d’artésunate] depuis {since}.',
    '{5-60} [enfants|petits|moins de cinq ans] [amenés|venus|portés] avec [fièvre et boutons|selles liquides|une forte toux|respiration rapide|vomissements] [en|sur] {2-9} jours, [surtout|presque tous] de {block}.',
    '[La diarrhée aqueuse|Les selles liquides|La diarrhée] [gagne|augmente|passe de tente en tente] dans {block}, {about} {3-40} [personnes|malades] [et {1-4} décès|, pas de décès|, {1-6} sous perfusion].',
    '[L’infirmier|{name}, infirmier,|Un seul agent] [voit|reçoit] {about} {60-240} malades [par jour|chaque jour], [pas de médecin|le médecin vient [le jeudi|une fois par semaine]|personne la nuit].',
    '[Les femmes enceintes|Les parturientes] [partent|sont emmenées] [en tricycle|en charrette|à moto|à pied] vers [l’hôpital de {camp}|l’hôpital général|le centre de référence], {about} {20-150} minutes [quand la route est ouverte|sous la pluie|à l’aller].',
    '[Rougeole|Cas suspects de rougeole|Éruption] [vue|signalée] {when} dans {block} ; {2-25} [enfants|cas] [non vaccinés|sans carnet|de statut inconnu].',
    '[Le frigo à vaccins|La chaîne du froid] [est en panne|s’est arrêtée] depuis {since}, [vaccins perdus|vaccins déplacés vers {place}|on ne sait pas leur état].',
    '[Dépistage|MUAC] avec {informant} : {4-70} [rouges|en rouge], {10-160} [jaunes|en jaune] ; [ATPE|Plumpy] [fini|finit] [dans {2-10} jours|cette semaine|déjà].',
    '[L’ambulance|Le transport des référés] ne [marche pas|vient plus] [la nuit|depuis {since}], {1-5} [femmes|malades] [décédées|perdus] [en route|ce mois].',
    '[Les médicaments|Les cartons] [sont arrivés|livrés] [périmés|presque périmés|sans bordereau], {informant} [les garde fermés|refuse de les donner].',
    '[Paludisme|Fièvre] [première plainte|partout] [avec les pluies|à cause de l’eau stagnante|sans moustiquaires] ; [TDR|tests] [finis|pour {2-8} jours].',
    '{who} [disent|se plaignent] que [le personnel demande de l’argent|l’attente commence à l’aube|il n’y a pas de femme soignante|on ne donne que du paracétamol].',
    '[{1-9} blessés|Des brûlés] [de l’attaque|de l’incendie|du mur tombé] [couchés|gardés] [à l’école|sous une tente|dans le couloir], [compresses|gants|pansements] [épuisés|relavés|jusqu’à demain].',
    '[Pas d’|Aucune ]accoucheuse [formée|qualifiée] à {block} ; {informant} [compte|signale] {2-14} accouchements à domicile, {1-3} avec [hémorragie|fièvre|enfant mort].',
  ],
  calm: [
    '[Dispensaire|Poste] près de {place} [ouvert|fonctionne] [tous les jours|six jours sur sept], {2-9} [agents|soignants], stock pour {about} {2-8} semaines.',
    '[Vaccination|Équipe mobile] de {partner} [passée|venue] {when}, {40-600} enfants [vaccinés|touchés], [peu de refus|aucun refus].',
    '[Aucun|Pas de] [nouveau cas|cas suspect] de [choléra|rougeole|diphtérie] depuis [{since}|{2-6} semaines].',
    '[Accouchements|CPN] [au centre|sous la tente maternité] avec {name}, [sage-femme|matrone], [jour et nuit|jusqu’au soir].',
    '[Registres|Fiches de stock] [tenus|vus|à jour] ; [SRO|zinc|moustiquaires] [en stock|assez pour l’instant].',
  ],
  delivered: [
    '[Remis|Donné|Livré] [les médicaments|les cartons|le tout] à {name} près de {place}, [signé|bordereau signé|compté ensemble].',
    '{30-320} [malades|personnes] [vus|soignés] par {2-8} [agents|d’entre nous] [en un jour|jusqu’à la nuit|de 9 h à 16 h], [surtout|d’abord] [paludisme|diarrhée|toux|peau|plaies].',
    '[{1-5} référés|Envoyé {1-4} malades] vers [l’hôpital de {camp}|l’hôpital de campagne] [en ambulance|en tricycle|avec la patrouille].',
    '[Point SRO|Coin de réhydratation] [ouvert|installé] près de {place}, {2-8} relais [formés|payés] et [chlore|sachets|gobelets] pour {1-4} semaines.',
    '[Impossible|Pas pu] [d’atteindre|d’entrer à] {block} [à cause de la route|, renvoyés par les soldats|avant le couvre-feu] ; [le reste|la suite] [demain|jeudi|au prochain vol].',
  ],
};
