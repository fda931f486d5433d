import type { SectorPhrases } from '../vocabulary.ts';

export const security: SectorPhrases = {
  problems: [
    '[Des hommes armés|Des combattants] [venus|vus|passés] [près de|derrière] {place} {when}, [partis avec|ont pris] [vivres et {1-4} motos|{3-40} bœufs|téléphones et médicaments].',
    '[Coups de feu|Explosions|Tirs] [entendus|signalés] {when} [au nord|à l’est|côté route|vers les champs], [les gens ont fui|{who} ont dormi dehors|calme au matin].',
    '{1-6} [cultivateurs|femmes|hommes] [enlevés|disparus] sur [la route des champs|le chemin du bois|la route de {camp}] depuis {since}, [rançon demandée|sans nouvelles|{1-3} revenus].',
    '[Un enfant|Un berger|{1-3} garçons] [a touché|a ramassé|sur] [un obus|une mine|du métal] près de {place}, [main perdue|blessé grave|mort].',
    '[La route|La piste] de [{camp}|les champs|la ville] [fermée|sous escorte|minée] depuis {since}, [camions|commerçants] [attendent|font demi-tour|paient à {2-7} barrages].',
    '[Des femmes|Des filles] [signalent|parlent de] [hommes au point d’eau|attouchements|agressions au bois|demandes], [à qui le dire|dit à {informant}|pas de garde femme].',
    '[Éclairage|Lampes] [éteint|cassées|volées] de {place} à {block}, [personne|les femmes] [ne sort|ne vont pas] aux latrines [la nuit|le soir].',
    '[Dispute|Bagarre|Heurt] entre [éleveurs et cultivateurs|hôtes et déplacés|deux blocs|jeunes] {when} pour [l’eau|un terrain|la liste|le pâturage], {1-9} [blessés|arrêtés].',
    '[Des jeunes|De petits garçons] [approchés|reçoivent de l’argent] par [des inconnus|un recruteur], {informant} [compte|connaît] {2-12} [partis|absents] depuis {since}.',
    '[Couvre-feu|Barrière] à 1{6-9} h, [malades|parturientes] [ne passent pas|attendent le matin|paient].',
    '[Vols|Voleurs] [la nuit|à {block}] : [marmites|téléphones|tôles|vivres|chèvres] dans {3-30} [tentes|abris] depuis {since}.',
  ],
  calm: [
    '[Aucun|Pas d’] incident depuis [{since}|{2-9} semaines], [patrouilles|soldats et veilleurs] [passent|vus] [matin et soir|chaque nuit].',
    '[Marché|Route de {camp}] [ouvert|animée], [on circule|{who} vont aux champs] [librement|dans la tranchée|sous escorte].',
    '[Lampes|Éclairage] [marche|posé par {partner}] [autour de|le long de] {place}, [les femmes disent|on dit] [que cela aide|mieux].',
    '[Comité|{informant}] [se réunit|siège] [chaque semaine|le dimanche] avec [la police|les soldats], [plaintes|cas] [notés|réglés].',
  ],
  delivered: [
    '[Patrouille|Escorte] de {4-24} [hommes|veilleurs|policiers] [allée|passée] [aux champs|autour de {block}|au bois], [retour à 1{5-8} h|rien vu|{1-4} arrêtés].',
    '[Affaire|Dispute] ({when}) [réglée|close|remise à la police], [les deux familles|les parties] [se sont parlé|d’accord|encore fâchées].',
    '[Barrage|Poste] [déplacé|ouvert] près de {place}, [fouille|contrôle] des [charrettes|camions|sacs], [{name} responsable|jour et nuit].',
    '[Zone|Chemin] derrière {place} [marqué|clôturé|déminé] [par l’équipe|de pierres rouges|de ruban], [enfants avertis|réunion avec {informant}].',
    '[Lampes|Torches|Sifflets] pour [les femmes|{8-60} volontaires] [remis|promis], [formation|réunion] [tenue|jeudi].',
  ],
};
