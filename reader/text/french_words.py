"""Words that French has and English hardly: one of them in a translation was left as it was.

The 3,000 most frequent of this project's own news in French that are sixty times rarer in its
English, if they are there at all.
"""

from __future__ import annotations

FRENCH_ONLY = frozenset(
    """
abeilles abord abri académie accepté accordent accorder accords accordé accordée accueil
accueille accueillera accueilli accueillir accusé accusés accès accélérer achat acheter acheteur
acheteurs acheté achever achevé achevée achète acide acier acquis acquitté acte actes acteur
acteurs actionnaires activité adjoint admis adopté adoptée adresse adressé adressée adulte
adultes affaire affiche affilée affirmant affirme affirment affirmé afin africain africaine
africains agence agences agissant agit agricole agricoles agriculteurs aider aidé aient ailleurs
aimait aime ainsi ajoutant ajoute ajouté alarme alcool alerte algérien algérienne alimentaire
alimentaires alimentation allant allemand aller allé alors amandiers amazighe ambassade
ambassadeur ambassadeurs amende amendes ami amis amour ampleur américain américains analystes
ancien ancienne anciennes anciens anglais animaux anniversaire annonce annoncé annoncée annuel
annuler annulé année années anonymat anonyme ans antenne antibiotiques antiterroriste août
appareil appareils apparition appartement appartements appartient appel appeler appelle
appellent appels appelé applaudissements apporté apprend apprendre apprennent appris apprit
approche approuvé approvisionnement appui après arabe arabes arbitre arbre arbres architecte
archéologues argent argile arme armes armée armées armés arrestation arrivent arrivé arrivée
arrière arrêt arrête arrêter arrêté arrêtés artificielle ascenseur asile assemblée assez
assiette assis assisté assurer assureurs assuré astronomes atelier ateliers athlètes attaquant
attaque attaques atteignent atteindre atteint atteints attendaient attendait attendent attendre
attendu attendue attentat attente attiré attribue attribué aube aucun aucune auditeurs audition
augmente augmenté auparavant auprès auquel aura auraient aurait auront aussi aussitôt autant
auteur auteurs autocar automne automobilistes autonomie autorisation autorisé autorité autorités
autoroute autour autre autrefois autres aux avaient avais avait aval avance avant avec averti
avertissement avertit avez avion avions avis avocat avocate avocats avoir avoirs avons avoue
avoué avril ayant aérien aérienne aériennes aéroport bactéries baisse baisser baissé ballon
bancaire bancaires bande banlieue banque banques banquier banquiers barrage barrages barre bas
basse bassin bataille bateau bateaux batterie beau beaucoup belge belle berger bergers besoin
beurre biais bien bientôt bijoux bilan billet billets biologistes blanche blanches blessé
blessés bleu bleue bleus bloqué bloqués blé boire bois bonheur bonne bonnes bons bord bouche
boue boulanger boulangerie bouteille bouteilles boutiques boîte branche bras brisé britannique
brouillard bruit brut brûlé budgétaire bureaux bâtiment bébé bébés bénéfices bénévoles bétail
béton cacher caché caisse caisses calendrier calme camion camionnette camions campagne caméra
caméras canaux candidat candidats capables capacité capitaine capitale capitales capteurs
caractère caravanes carbone carburant cargaison caritative carnet carrière carrés carte cartes
cas caserne casque cassé cathédrale ceinture cela celle celles cellule cellules celui cendres
centaines centimètres centrale centrales certaines certains certificat cerveau ces cesse cesser
cessez cessé cet cette ceux chacun chacune chaleur chalutier chambre chambres chameau chameaux
champ changement changent changé chanson chansons chant chanter chanteur chanteuse chantier
chanté chapitre chaque charbon chargée chargés charte chasse chasseurs chaud chaude chauffeurs
chaussures chauves chaîne chaînes chefs chemin chemins cher cherche chercher chercheurs cheval
chevaux cheveux chez chien chiens chiffre chiffres chimie chinois chinoise chirurgien
chirurgiens choisi choisir choix choses chronique chroniqueur chute chuté chèvre chèvres chômage
ciel cigognes ciment cimetière cinq cinquante cinquième cinéma citant citoyen citoyens citron
cité civile civils clair classe climat clinique cliniques cloches clos clé clés clôture cocaïne
col colis colline collines collègue collègues colonne colère combats combattants combien comité
commande commandement commandes comme commencent commencer commencé commentaire commença
commerçants commis commissaire commun communauté compagnie compagnies complet complexe composé
composée comprend comprimé comprimés compris compromis comptable comptait compte comptent
compter comptes compté comté comédie concernant concernés conclu conclut concours concédé
condamné condamnés condoléances conducteur conducteurs conduire conduit conduite confiance
confirme confirmé confié conformément conférence conjoint conjointe conjointement connaissance
connaissent connaît connu connue consacre consacré consacrée conseil conseille conseillent
conseiller conseillers conseillé conseils consommateurs consommation constate constaté constitue
constitutionnelle constructeur construire construit consulat consulter consécutive contenait
contenant conteneurs contient contraint contrainte contraire contrairement contrat contrats
contre contrebande contrôle contrôles convaincre convaincu convenu convenus convoi conçu
coopération coopérative copie corail corde cordes coton couche coucher couleur couleurs couloir
coupable coupe coupures coupé cour courant courante couronne cours courte coutume couvert
couverture couvertures couvrant couvre coût coûte coûtent coûté craignent crayon creusé
criminelle criquets crise critiques critiqué croire croissance croisés croit croyait cru crue
crues crème créanciers création crédit créer crépuscule cuir cuisinier cuivre culte
cybercriminalité câble câbles céder célèbre céréales cérémonie côtes côtière côté côtés cœur
dangereux dans dattes davantage debout degrés dehors demain demanda demandait demande demandent
demander demandes demandé demeure demi dentiste depuis dernier derniers dernière dernières
derrière des dessalement dessins destiné destinée dette dettes deuil deux deuxième devaient
devait devant devenir devenu devenue devenus devient devint devoir devra devraient devrait
devront diabète difficile différence différend différentes différents dignité dimanche diminue
diminué diplomate diplomates diplomatie diplomatique diplomatiques diplôme diplômes diplômés
directe directement directeur directeurs directrice dirige dirigeants dirigé disait discours
discuter disent disparition disparu disparus disponible dispositif distinguer dit dite divise
dix dixième dizaines doigts doit doivent domaine dommages donateurs donc donna donne donnent
donner donné donnée données dont dormait dorment dormi dort dos doté douane douanes douaniers
doubler doublé douce douleur doute doux douze doyen drapeau drapeaux dressé drogue droit droite
droits duquel dur dura durant dure duré durée dynastie dès débat début débuté décembre décennie
décennies décharge déchets décide décidé décision décisions déclaration déclaré déclenché
découvert découverte découverts découvrir décret décrit décès défaite défaut défense défenseurs
déficit défilé défunt dégâts déjeuner déjà délai délais délit délégation délégations délégué
délégués dément démenti démission départ dépasse dépassent dépassé dépend dépendent dépenses
déplacement déplacer déplacé déploré déposer déposé député députés dépôt désert désigné
désormais détail détention détenu détenus détracteurs détroit détruit développement dîner eau
eaux effet effets effondrement elle elles emploi emploie emplois employé employés emporté
empreintes emprunt emprunté enceintes enchères encore encre endormi endroit endroits enfance
enfant enfants enfin engagent engager engagé engagés engrais ennemis enquête enquêteurs
enregistrement enregistré enseignant enseignante enseignants enseigne enseignement ensuite
entend entendre entendu enterré entier entiers entière entièrement entraînement entraîneur
entraîné entre entreprise entreprises entrepôt entrer entretien entretiens entrée enveloppe
envers environ environnement environs envoi envoie envoyer envoyé erreur erreurs escalier
escroquerie espace espagnol espagnole espoir esprit espèces espère espèrent essai essais
essentiel est estimant estime estimé eurent européen européenne européens eut eux exactement
examen examens examiné exercice exhorté exige exil existe explique expliquent expliquer expliqué
explosifs exportateurs exportations exposé exprimant exprimé expérience extrémisme extrême
extérieur exécutif exécution eût fabricant fabricants fabrique facile facilement facteur facture
factures faculté faible faibles faiblesse faille faillite faim faire faisait faisant fait faite
faites faits fallait fallu famille familles farine fausse fausses faut faute fauteuil faux
faveur façon femme femmes fenêtre fenêtres fer fera ferait ferme fermer fermeture fermé fermée
fermées fermés feu feuille feuilles feux fidèles fierté figues figuraient figurent fil filets
fille filles fillette fils fin finalement financement financer financier financé fini finir
finit firent fisc fiscale fixé fièvre fleurs fleuve flotte foi foie fois fonction fonctionnaires
fonctionne fonctions fondateur fondation fonds fondé fondée forme forment formulaire formulaires
formule formé formés forte fortes forêt forêts foule fournisseur fournisseurs foyer foyers frais
franchi français frappe frappé fraude froid froide fromage frontière frère frères fuite fumée
furent fut fédérale fédération félicitations février fête fût gagne gagnent gagner gagné
garantie garanties garantir garde garder gardes gardien gardiens gardé gare garçon garçons
gauche gaz gazole gelé genou gens geste gestion glace golfe goutte gouvernement gouvernements
gouverneur goût graines grammaire grammes grandes grands gratuit gratuite gratuitement gravité
gros grotte groupe groupes grâce grève grêle guerre guère gène gènes général générale génération
générations généraux habitant habitants habitude habitudes haine haricots hasard hausse haut
haute hautes hauteur hauts hebdomadaire herbe heure heures heureux hier histoire historien
historiens historique hiver hivers hommage homme hommes homologue homologues honneur honte
horaires horloge hormis hors huile huis huit humain humaine humains humanitaire humeur humide
hydrogène hymne hâte hélicoptère hélicoptères héritage héritier héritiers héros hôpital hôpitaux
hôte hôtel hôtels hôtes ici identité idée idées ils immeuble immobilier importateurs
importations importe imprimé impôt impôts inauguré incendie inconnu inconnus indice indique
indiqué industrie indépendance indépendante infirmiers infirmière infirmières informations
ingénieur ingénieurs injuste inondation inondations inquiète inscrit inscrits insiste insisté
inspecteur inspecteurs installé interdiction interdisant interdit interdite interdits
intermédiaire internationale internationales interprète interrogé interrogées introduit
intérieur intérêt intérêts investissement investisseurs invité invités invoquant irakien
islamique issus italien jadis jamais janvier japonais jardins jaune jeté jeu jeudi jeune jeunes
jeunesse jeux jeûne joie jordanien jordanienne joue jouent jouer joueur joueurs jour journaliste
journalistes journaux journée jours joué judiciaire judiciaires juge jugement jugent juger juges
jugé jugée juillet juin juridique juristes juré jusque juste kilomètres laboratoire laboratoires
lac lacs laissa laissait laissant laisse laissent laisser laissez laissé laissée lait lampe
lampes lancement lancé lancée langue langues laquelle larmes lecteur lecteurs lendemain lente
lentement lentilles lequel les lesquelles lesquels lettre lettres leur leurs levé levée leçon
libanais libanaise liberté libre libyen libyenne libyens libération libéré libérés lieux ligne
lignes limite limites liquide lire liste listes lits livre livres livré locales locataires
locaux logement logiciel logique loi loin lois longs longtemps longue longues longueur lors
lorsque lourd loué loyer loyers lui lumière lumières lundi lune lunettes lus lutte luxe légal
légende léger légers légumes légèrement magasin magasins magistrats mai maillots mains
maintenant maintenir maire mairie mais maison maisons majorité malades maladie maladies malgré
mandat manger mangé manifestants manière manque manqué manteau manuels manuscrits marais
marchand marchandises marchands marche marcher marché marchés mardi marge mari mariage mariages
marin marins maritimes mariée marocain marocaine marocaines marocains marque marqué masque
matchs maternelle maternité mathématiques matin matinée matière matériel mauritanien mauvais
mauvaise mauvaises maîtres maïs meilleur meilleure meilleures meilleurs membre membres menace
menthe mené menée menées mer mercredi mes mesure mesurer mesures mettant mettent mettre midi
miel mieux milieu militaire militaires mille milles milliard milliards milliers millimètres
mince mineurs ministre ministres ministère ministères minuit miroir mis mise mises mixte mobiles
modeste modèle modèles moi moindre moine moins mois moitié mon monastère monde mondial mondiale
monnaie montagne montagnes montant monter montra montre montrent montré monté montée mort
mortalité morts mosquée mosquées mot moteur moteurs motif moto motos mots mourut moutons
mouvement moyen moyenne moyens mur murs musiciens musique musée musées mère mères mètre mètres
mécanisme médaille médecin médecine médecins médiateur médiateurs médiation médical médicale
médicament médicaments médicaux médina mélange mémoire mémoires mémorandum ménage ménages mérite
méthode métier métiers métro météo même mêmes naissance nationales nationalité navire navires
neige nettement neuf neuvième niveau nié noir noire noix nom nomades nombre nombreuses nombreux
nommer nommé nommée noms nord notaire notamment noté nourrir nourrissons nourrit nourriture nous
nouveaux nouvel nouvelle nouvelles novembre nucléaire nuit nuits nul nulle numérique numéro
néanmoins nécessité née néerlandais négociateur négociateurs négociations nés objectif objet
objets obligatoire observateurs observatoire observé obsèques obtenir obtenu octobre océan odeur
offert officiel officielle officiellement officiels officier officiers offre offres offrir
oignon oignons oiseaux ombre oncle ont onze opéra opérateur opérateurs opération opérations
orbite orchestre ordinaire ordinateur ordinateurs ordonné ordre oreille oreilles organisateurs
organisme organisé orge originaire origine otages oublie oublié ouest oui oulémas outils outre
ouvert ouverte ouvertes ouverts ouverture ouvre ouvriers ouvrir ouvrira ouvrit oxygène paie
paiement paient paille paire paix palmiers paludisme panne panneau panneaux papier papiers par
parc parce parcs parfois parlait parle parlement parlementaire parlent parler parlé parmi
partage partagent partager partagé partenaire partenaires partenariat parti participé particules
particulier partie partir partis partisans partout pas passa passagers passant passe passent
passeport passeports passé passée passés patrie patrimoine patrouille patrouilles pauvre pauvres
pauvreté pavillon paysans payé payés peau peine peines peint peinture pelouse pendant penser
pente perd perdent perdit perdre perdu perdue perdus permet permettant permettra permettre
permis personne personnes perte pertes petit petite petites petits peu peuple peuples peur peut
peuvent photographie photographies photographié physique pied pieds pierres pilote pilotes pire
piste pièce pièces placé plafond plage plages plaidé plaie plaignent plaine plaint plainte
plaintes plaisante plaisanterie plaisanté plante plantes planté planète planètes plaques
plastique plat plateforme plateformes plaît plein pleine plomb plongeurs pluie pluies plupart
plus plusieurs plutôt pneus poche poids poignée pois poisson poissons policier policiers
policière politique politiques pommes pompe pompes pompiers pont ponts populaire portail portait
portant porte portefeuille portent portes porteurs portuaire portugais porté portée poser
possède poste postes posé pour pourparlers pourquoi pourra pourraient pourrait pourront
poursuites poursuivi poursuivre pourtant pousse poussière poussé pouvaient pouvait pouvant
pouvoir poème poète poètes poésie pratique premiers première premières prenait prend prendre
prennent presque presse pression preuve preuves primaire principale principalement principe
printemps priorité pris prise prises prisonniers prit privé privée privées privés prix prière
priés problème processus prochain prochaine proche proches procureur procureurs procès procédure
procédures producteurs produire produit produits professeur professionnelle profond profonde
profondeur progressé progrès projet projets prolongé promesse promesses promet promis propos
proposé propre propres propriétaire propriétaires protocole protège protéger protéines prouver
proverbe provisoire provoquer provoqué proximité près précisant précise précisé précoce
précédent précédente préfet préfèrent préféré présence présent présente présenter présenté
préserver préside présidence président présidente présidents présidé prévenir prévention
prévision prévisions prévoit prévu prêt prête prêtre prêts prêté psychologues publicité publics
publier publique publiques publié publiée puces puis puisque puisse puissent puits pâte pèlerins
père pèse pénale pénitentiaire pénurie période pétrole pétroliers pêche pêcheur pêcheurs
qualifié qualifiée qualité quand quant quantité quarantaine quarante quart quartier quartiers
quatorze quatre quatrième que quel quelle quelles quelque quelques querelle querelles qui
quiconque quinze quitte quittent quitter quitté quoi quotidien quête raconte raconté raffinerie
raison raisons ralentit ramené randonneurs rançon rapide rapides rappelant rappeler rappelle
rappelé rapport rapporte rapportent rapports rapporté rarement rares ravisseurs rayon rayons
rebelles recensement recette recettes rechange recherche recommandations recommande recommandé
reconnaît reconnaître reconnu recours recule reculé refus refusé regarder registre registres
regretté reine rejettent rejeté rejoindre relatif relevé relevés reliant religieuse religieuses
religieux relève remarque remarquer remarqué remboursement remercié remettre remis remise
remonte remplacer remplacé rempli remplir remplissent remplit remporté rencontre rencontré rend
rendent rendez rendre rendu rendue rendus renforcer renoncer renoncé renseignement
renseignements rentrer rentré renversé repas repos reprendre repris reprise reprises
représentant représentants représente représentent respecter responsabilité responsable
responsables ressortissants restauration reste restent rester restera restes resté restée restés
retard retards retardé retenue retirer retiré retirée retour retrait retraite retraites retraité
retraités retrouvé retrouvés revenir revenu revenus reviennent revient revue reçoit reçoivent
reçu richesse rien rire risque risques rivaux rive riverains rives rivière riz robe roi
romancier ronde rougeole rouges rouille roulant routier routiers routière rouvert rouvrir royale
royales royaume rues ruine rumeur rumeurs rurales rythme règle règlement règles réalisé récit
récits réclame réclament réclamer réclamé récolte récompense réconciliation récupéré rédacteur
rédaction réduction réduire réduit réforme réfugiés référence régime région régional régionale
régions régulateur régulièrement réouverture réparation répare réparer réparé répond répondent
répondre répondu réponse répète répéter répété réseau réseaux réserve réserves réservoir réservé
résidence résolution résultat résultats réuni réunions réunis réunit réussi révolution révèle
révélé rêve rôle sable sac sacs saisi saisie saisir saisis saison saisons sait salaire salaires
salariés salle salles salue salué samedi sanitaires sans santé saoudien saoudite sauf saurait
sauvage sauver sauvetage sauvé savait savent savoir savon scandale scientifique scientifiques
scolaire scolaires scolarité scrutin scène scénario seconde secondes secours secrétaire secteur
sein sel selon semaine semaines semble semblent semences semestre sens sentier septembre sera
seraient serait serment seront serré sert serveur serveurs servi servir ses seuil seul seule
seulement seules seuls signaler signalé signe signer signes signifie signé signée signés
simplement sinon situé sixième siècle siècles siège sièges sociale sociaux sociologue société
sociétés soi soie soient soins soir soirée soit soixante sol solaire solaires soldat soldats
soleil solidarité sombre somme sommeil sommes sommet sondage sont sortant sorte sorti sortie
sortir soudain soudanais soudanaise souffle souhaité soulignant souligne souligné soumis soupe
soupire souriant sourire souris sous soutenir soutenu soutien soutiennent soutient souvent
souverain souveraineté souvient spectateurs spécial spécialistes spécialisé stabilité stade
stades stagiaires statistique statistiques statut stratégie subi subvention subventions succès
sucre sud suffit suggèrent suis suisse suivant suivante suivent suivi suivie suivre sujet
supplémentaires suprême supérieur supérieure sur surpris surtout survivants survécu suscité
suspendu suspendus syndicat syndicats syrien système sèche séance sécheresse sécuritaire
sécurité séisme séjour sénateur sénateurs sénégalais série sévère sûr sûreté sœur sœurs tabac
tableau taille tailleur tambours tandis tant tante tapis tard tarif tarifs taux taxe tchèque
techniciens telle telles temps température températures tempête tenait tendance tenir tentatives
tente tentes tenté tenu tenue tenus terme termes terminé terrasses terre terres terrestre
territoire terrorisme terroristes testament texte thé théorie théâtre tiendra tiennent tient
timbre tir tirage tirer tiroir tirs tiré tissu titre titres toile toit toits tomates tomba tombe
tomber tombé tombée tombés totale touche toucher touché toujours tourisme touristes tourne
tournent tourner tournoi tourné tournée tous tout toute toutefois toutes toux trafic traite
traitement traiter traité traités trajet transferts transformé transféré transmis transportant
transporte travail travaillent travailleurs travaillé travaux travers traverse traverser
traversé traversée treize trentaine trente tribu tribunaux tribunes trimestre triplé trois
troisième trop troupeaux trouvait trouve trouvent trouver trouvé trouvée trouvés très trésorier
trêve tue tunisien tunisienne tunisiens turc tué tués télescope téléphone téléphones
téléphonique téléphoniques témoignages témoin témoins tête tôt unanimité une unies uniforme
unité unités université universités uns urgence usine usines utilisateurs utilisation utilisent
utilisé vacances vaccin vaccins vagues valeur valise vallée valoir valu vapeur vaut vedette
veille venait vend vendent vendeur vendeurs vendre vendredi vendu vendue vendus venir vent vente
ventes vents venu verre vers verser versée vert verte vertu veulent veut veuve viande victime
victimes victoire vide vides vidéo vie vieil vieille vieilles viennent vient vies vieux vigueur
villageois ville villes vin vingt violon visage visages visant visite visites visiteur visiteurs
visité vit vite vitesse vivait vivant vivants vivent vivre voie voient voies voilà voir voisin
voisine voisins voit voiture voitures voix vol volant voleur voleurs volontaires volonté vols
volé volés vont vos voté voulait voulu vous voyageurs vrai vraiment vue véhicule véhicules vélo
vérifier véritable vérité yeux yuans zéro âge âgé âgées âgés écart échange échanges échantillon
échantillons échappé échec échecs échelle échoué école écoles écoliers économie économies
économique économiser économiste économistes écorce écoute écouter écran écrans écrire écrit
écrite écrites écriture écrivait écrivent écrivit édition éducation également égalité égard
église égyptien égyptienne égyptiens électeurs élection élections électorale électricité
électrique électriques électronique éleveurs élevé élevés élu élus élève élèves éléments émir
émis émissaire émission émissions énergie épais épargne épaules époque équipage équipe équipes
établi établissement étage étaient étais était étant étape état éteint éthique étiquette étoile
étoiles étrange étranger étrangers étrangère étrangères étude études étudiant étudiante
étudiants étudier été évacuation évaluation évaluer éviter évolution évoqué évêque être île îles
œil œuf œufs œuvre
    """.split()
)
