"""Words that French has and English lacks: one of them in a translation was left as it was.

The 3,000 most frequent of this project's own news in French that its English never has, and that
are found in no English text of the model card.
"""

from __future__ import annotations

FRENCH_ONLY = frozenset(
    """
abattu abeilles abord abords abri académie accepté accompagné accordent accorder accordé
accordée accroché accueil accueille accueillera accueilli accueillir accusé accusés accès
accélérer achat acheter acheteur acheteurs acheté achever achevé achevée achète achètent acide
acier acquis acquitté acte actes acteur acteurs actionnaires activité actuellement adjoint admis
adopter adopté adoptée adressé adressée adulte adultes adversaire affaire affiche affilée
affirmant affirme affirment affirmé afin africain africaine africaines africains agences
agissant agit agriculteurs aidé aient aile ailleurs aimait aime ajoutant ajoute ajouté alarme
alcool alerte algues algérien algérienne alimentaire alimentaires alimentation allant allemand
allé alors amandiers amazighe ambassade ambassadeur ambassadeurs ambassadrice amendes ami amis
amitié amour ampleur amélioration américain américains analystes ancien ancienne anciennes
anglais animaux anniversaire annonce annoncé annoncée annuel annuler annulé année années
anonymat anonyme ans antenne antibiotiques antiterroriste août appareil appareils apparition
appartement appartements appartient appel appelant appelle appellent appels appelé
applaudissements apporte apporté apprend apprendre apprennent appris apprit approche approuvé
approvisionnement appui après arabe arabes arbitre arbre arbres architecte archéologues argent
argile arme armes armée armées armés arrestation arrivent arrivé arrivée arrière arrêt arrête
arrêter arrêté arrêtées arrêtés artifice artificielle ascenseur asile assemblée asseoir assez
assiette assis assisté assurer assureurs assuré asthme astronomes atelier ateliers athlètes
atomes attaquant attaque attaques atteignent atteignit atteindre atteints attendaient attendait
attendent attendez attendre attendu attendue attentat attente attiré attribue attribué aube
aucun aucune auditeurs augmente augmenté auparavant auprès auquel auraient aurait auront aussi
aussitôt autant auteur auteurs autocar automne automobilistes autonomie autorisé autorité
autorités autoroute auxquels avaient avais avait aval avance avancé averti avertissement
avertissent avertit aveux avions avis avocat avocate avocats avoirs avons avoue avoué avril
ayant aérien aérienne aériennes aéroport baccalauréat bactéries bagages bain baisse baisser
baissé baleine ballon ballons bancaire bancaires bande banlieue banque banques banquier
banquiers baril barrage barrages barre basse bassin bataille bateau bateaux batterie battu beau
beaucoup belge belle berger bergers besoin besoins beurre biais bientôt bijoux bilan biologistes
blanche blanches blessé blessés bleu bleue bleus bloqué bloqués blé boire bois bombe bonheur
bonne bonnes bons bouche boue boulanger boulangerie bourses bouteille bouteilles boîte branche
brisé britannique brouillard bruit brut brûlé budgétaire bureaux bâtiment bébé bébés bénéfices
bénévoles bétail béton cacher caché caisse caisses calcul calendrier calme camion camionnette
camions campagne caméra caméras canaux candidat candidats capables capacité capitaine capitale
capitales capteurs caractère caravanes carbone carburant cargaison caritative carnet carrière
carré carrés cartes caserne casque cassé cathédrale ceinture celles cellule cellules cendres
centaines centimètres centrale centrales certaines certificat cerveau cesse cesser cessez cessé
ceux chacune chaire chaise chaleur chalutier chambre chambres chameau chameaux champ champignons
championnat changement changent changé chanson chansons chanter chanteur chanteuse chantier
chanté chapeau chapitre chaque charbon chargée chargés charte chasse chasseurs chaud chaude
chauffeurs chaussures chauves chaîne chaînes chemin chemins cher cherche chercher chercheurs
cheval chevaux cheveux chez chien chiens chiffre chiffres chimie chimiques chinois chinoise
chirurgien chirurgiens choisi choisir choix choléra choses chronique chroniqueur chuté chèvre
chèvres chômage ciel cigognes ciment cimetière cinq cinquante cinquième cinéma circulaire citant
citoyen citoyens citron cité civils clair classe climat clinique cliniques cloches clos clé clés
clôture cocaïne coffre colis colline collines collègue collègues colonne colère combats combien
comique comité commande commandement commandes comme commencent commencer commencé commentaire
commença commerciales commerçants commis communauté compagnie compagnies complet complexe
complète composé composée comprend comprendre comprimé comprimés compris compromis comptable
comptait comptent compter comptes compté comté comète comédie concernant concerne concernés
conclu conclut concours concédé condamné condamnés condoléances conducteur conducteurs conduire
conduite confiance confirme confirmé confié conformément conférence conjoint conjointe
conjointement connaissance connaissent connaît connu connue consacre consacré consacrée
conseille conseillent conseiller conseillers conseillé conseils conservent consommateurs
constate constaté constitue constitutionnelle constructeur construire construit construite
consulat consulter consécutive contenait conteneurs contenu contient continuent contraint
contrainte contraire contrairement contrat contrats contrebande contrôle contrôles convaincre
convaincu convenu convenus convoi convois conçu coopération coopérative copie corail corde coton
couche coucher couleur couleurs couloir couloirs coupable coupe coupures coupé cour courant
courante courbe couronne cours courte couteau coutume couvert couverture couvertures couvrant
couvre coût coûte coûtent coûtera coûté craignent crayon creusé criminel criminelle criquets
crise critiqué croire croissance croisés croit croyait cru crue crues crâne crème créanciers
création crédit créer crépuscule créé cuir cuisinier cuivre culte cybercriminalité câble câbles
céder célèbre céréales cérémonie côtes côtière côté côtés cœur dangereux dattes davantage debout
degrés dehors demain demanda demandait demande demandent demander demandes demandé demeure demi
dentiste depuis derniers dernière dernières derrière dessalement dessins destiné destinée
destinées dette dettes deuil deux deuxième devaient devait devenir devenu devenue devenus
devient devint devoir devra devraient devrait devront diabète difficile difficulté diffusé
différence différend différentes différents dignité dimanche diminue diminué diplomate
diplomates diplomatie diplomatique diplomatiques diplôme diplômes diplômés directe directeurs
directrice dirige dirigeants dirigé disait discours discrètement discuter disent disparaît
disparition disparu disparus disponible dispositif distinguer dit dite divise dix dixième
dizaines documentaire doigt doigts donateurs donc donna donne donnent donner donné donnée
données dormait dorment dormi dort dos doté douane douanes douaniers doubler doublé douce
douleur doute douze doyen drapeau drapeaux dressé drogue droite duquel dur durant dure duré
durée dynastie dès débat débit débuté décembre décennie décennies décerné décharge déchets
décide décidé décision décisions déclaration déclarations déclaré déclenché décompte découvert
découverte découverts découvrent découvrir décret décrit décès défaite défaut défense défenseurs
déficit défilé défunt dégâts déjeuner déjà délai délais délit délégation délégations délégué
délégués dément démenti démission démissionné départ département dépasse dépassent dépassé
dépend dépendent dépenses déplacement déplacer déplacé déploré déposer déposé député députés
dépôt désert désigné désormais détail détention détenu détenus détient détracteurs détroit
détruit développement dîner eau eaux effet effets effondrement elles empereur emploi emploie
emplois employeur employé employés emporté empreintes emprunt emprunté enceintes enchères encre
endormi endroit endroits enfance enfin engagent engager engagé engagés engrais ennemis ennui
enquête enquêteurs enregistrement enregistré enregistrés enseignant enseignante enseignants
enseigne enseignement ensuite entend entendre entendu enterré entier entiers entière entièrement
entraînement entraîneur entraîné entreprise entreprises entrepôt entrer entretien entretiens
entrée enveloppe envers environ environnement environs envoi envoie envoyé envoyés erreur
erreurs escalier esclaves escroquerie espagnol espagnole espoir esprit espèce espèces espère
espèrent essai essais essentiel estimant estime estiment estimé estomac eurent européen
européenne européennes européens eut eux exactement examen examens examiné excusé excès exercice
exhorté exige exil explique expliquent expliquer expliqué explosifs exportateurs exposé
exprimant exprimé expérience extrémisme extrémistes extrême extérieur exécutif exécution eût
fabricants fabrique facile facilement facteur facture factures faculté faible faibles faiblesse
faille faillite faim faisait faisant faite faites faits fallait fallu famille familles farine
fausse fausses faut faute fauteuil faveur façon femme femmes fenêtre fenêtres fer fera ferait
ferme fermeture fermé fermée fermées fermés ferroviaire feuille feuilles feux fidèles fierté
figues figuraient figurent fil filets fille filles fillette fils finalement financement
financier financé fini finir finit firent fisc fiscale fixé fixée fièvre fleurs fleuve flotte
foi fois fonctionnaires fonctionne fondateur fondation fonds fondé fondée fontaine forme forment
formulaire formulaires formule formé formés fortes forêt forêts fossiles foule fournisseur
fournisseurs foyer foyers frais franchi français frappe frappé fraude freins froid froide
fromage frontière frère frères fuite fumée furent fusils fut fédérale fédération félicitations
février fête fût gagne gagnent gagner gagné gants garantie garanties garantir garder gardes
gardien gardiens gardé gare garçon garçons gauche gazole gelé genou genoux gens geste glace
glissement golfe goutte gouvernement gouvernements gouverneur goût graines grammaire grammes
gratuit gratuite gratuitement gratuits gravité grippe gros grotte groupe groupes grâce grève
grêle guerre guère gâteau gène gènes général générale génération générations généraux habitant
habitants habitude habitudes haine haricots hasard hausse haut hautes hauteur hauts hebdomadaire
herbe heure heures heureux hier histoire historien historiens historique hiver hivers hommage
homme hommes homologue homologues honneur honte horaires horloge hormis hors huile huis huit
humain humaine humains humanitaire humanité humeur humide hydrogène hymne hypothèse hâte
hélicoptère hélicoptères héritage héritier héritiers héros hôpital hôpitaux hôte hôtel hôtels
hôtes ici identité idée idées immeuble imminente immobilier importante importateurs importe
imprimé impôt impôts inauguré incendie inconnu inconnus indemnités indice indique indiqué
industrie indépendance indépendante infirmiers infirmière infirmières infligé informé ingénieur
ingénieurs injuste inondation inondations inquiète inscrit inscrits insiste insisté inspecteur
inspecteurs installé instituteur insuline interdiction interdisant interdit interdite interdites
interdits intermédiaire internationales interprète interrogé interrogées intestin introduit
intégrité intérieur intérêt intérêts investissement investisseurs invité invités invoquant
irakien iranien islamique issus italien italienne jadis jamais jambes janvier japonais jardins
jeté jeu jeudi jeunes jeunesse jeux jeûne joie jordanien jordanienne joue jouent jouer jouets
joueur joueurs journaliste journalistes journaux journée jours joué jugement jugent juger jugé
jugée juillet juridique juristes juré jusque juste kilomètre kilomètres koweïtien laboratoire
laboratoires lacs lagune laissa laissait laissant laisse laissent laisser laissé laissée lait
lampe lampes lancement lancé lancée langue laquelle larmes lecteur lecteurs lendemain lente
lentement lentilles lequel lesquelles lesquels lettre lettres leur levé levée leçon libanais
libanaise liberté librairie libre libyen libyenne libyens libération libéré libérés lieux ligne
lignes limite limites liquide listes lits livre livres livré locataires locaux logiciel logique
loin lois longtemps longue longues longueur lors lourd loué loyer loyers lue lueur lui lumière
lumières lundi lune lunettes lus lutte luxe lève lèvres légal légende léger légers légumes
légère légèrement magasin magasins magistrats mai maillots maintenant maintenir maire mairie
maison maisons majorité malade malades maladie malgré mandat manger mangé manifestants manière
manque manquent manqué manteau manuels manuscrits marais marchand marchandises marchands marche
marcher marché marchés marge mari mariage mariages marins maritimes mariée marocain marocaine
marocaines marocains marque marqué marée masque matchs maternelle maternité mathématiques matin
matinée matière matériel mauritanien mauvais mauvaise mauvaises maîtres maïs meilleur meilleure
meilleures meilleurs membre membres menace menthe mené menée menées mer mercredi mes mesurer
mesuré mettant mettent midi mieux militaire mille milles milliard milliers millimètres mineur
mineurs ministres ministère ministères minuit miroir mises mixte modernes modeste modèle modèles
moi moindre moine mois moitié mon monastère mondial mondiale monnaie monnaies monopole montagne
montagnes montant monter montra montrant montre montrent montré monté montée morceau mort
mortalité morts mosquée mosquées moteur moteurs motif moto motos mots mourut moustiques moutons
mouvement moyen moyenne moyens mur murs musiciens musique musulmans musée musées mère mères
mètre mètres mécanisme médaille médecin médecine médiateur médiateurs médiation médical médicale
médicament médicaments médicaux médina mélange mémoire mémoires mémorandum ménage ménages mérite
méthode métier métiers métro météo même mêmes nager naissance nationales nationalité navires
neige nettement neuf neuvième niveau nié noire noix nom nomades nombre nombreuses nombreux
nommer nommé nommée noms nord notaire notamment noté nourrir nourrissons nourrit nourriture nous
nouvel nouvelle nouvelles novembre nucléaire nuit nuits nul nulle numérique numériques numéro
néanmoins nécessité née néerlandais négligence négociateur négociateurs négociations nés
objectif objet obligatoire observateurs observatoire observé obsèques obtenir obtenu octobre
océan odeur offert officiel officielle officiellement officiels officier officiers offre offres
offrir oignon oignons oiseaux ombre oncle ont onze opéra opérateur opérateurs opération
opérations orbite orchestre ordinaire ordinateur ordinateurs ordonné ordures oreille oreilles
organisateurs organisme organismes organisé organisée orge originaire origine otages oublie
oublier oublié ouest oui oulémas outils outre ouvert ouverte ouvertes ouverts ouverture ouvre
ouvriers ouvrir ouvrira ouvrit oxygène paie paient paille paire paix palmier palmiers paludisme
pandémie panne panneau panneaux papiers paragraphe paraît parce parcs parfois parlait parle
parlement parlent parler parlé parmi partage partagent partager partagé partenaire partenaires
partenariat parti participé particules particulier partir partis partout passa passager
passagers passait passant passent passeport passeports passé passée passés patrie patrimoine
patrouille patrouilles pauvre pauvres pauvreté pavillon paysan paysans payé payés peine peines
peint peinture pelouse penser pente perd perdent perdit perdre perdu perdue perdus permettant
permettra permettre permis perroquet perte pertes petite petites peu peuple peuples peur
photographie photographies photographié physique pied pieds pierres pilote pilotes pire pièce
pièces placé plafond plage plages plaidé plaie plaignent plaine plaint plaisante plaisanterie
plaisanté plaisir plante plantes planté planète planètes plastique plat plateforme plateformes
plaît plein pleine pleinement pleins plomb plongeurs pluie pluies plupart plutôt pneus poche
poignée pois poissons policier policiers policière politique politiques pommes pompe pompes
pompiers ponts populaire portables portail portait portant portefeuille portent portes porteurs
portugais porté portée poser possède poste postes posé poudre poulet poumons pourparlers
pourquoi pourra pourraient pourront poursuit poursuivi poursuivre pourtant pousse poussent
poussière poussé pouvaient pouvait pouvant pouvoir poème poète poètes poésie pratique premiers
première premières prenait prend prendra prendre prennent presque pression preuve preuves
primaire principale principalement principe printemps priorité prirent pris prise prises
prisonniers prit privé privée privées privés prière prières priés probablement problème
processus prochain prochaine proche proches procureurs procès procédure procédures producteur
produire professeur professionnelle profond profonde profondeur progressé progrès projet projets
prolongé promesse promesses promet promis promoteurs propos proposer proposé propre propres
propriétaire propriétaires propriété protocole protège protéger protéines prouver proverbe
provisoire provoqué proximité près précisant précise préciser précisé précoce précédent
précédente prédicateurs préfet préfèrent préféré préparation présence présent présente présenter
présenté préserver préside présidence président présidente présidents présidé prévenir
prévention prévenu prévient prévision prévisions prévoit prévu prévue prévues prêt prête prêtre
prêts prêté psychologues publicité publie publier publiques publié publiée puces puisque
puissance puisse puissent puits pâte pèlerins père pèse pénale pénitentiaire pénurie période
pétrole pétroliers pêche pêcheur pêcheurs pôle qualifié qualifiée qualité quand quant quantité
quarantaine quarante quartier quartiers quatorze quatrième quel quelle quelles quelque quelques
querelle querelles quiconque quinze quitte quittent quitté quoi quotidien quête raconte raconté
raffinerie raison raisonnable raisons ralenti ralentit ramené randonneurs rangs rançon rapide
rapides rappelant rappeler rappelle rappelé rapporte rapportent rapports rapporté rarement rares
ravisseurs rayons rebelles recensement recette recettes rechange recherché recommandations
recommande recommandé reconnaît reconnaître reconnu recours recule reculé refus refusé regarder
registre registres regrette regretté reine rejettent rejeté rejoindre relatif relevé relevés
religieuse religieuses religieux relève remarquable remarque remarquer remarqué remboursement
remercié remettre remis remise remonte remplacer remplacé rempli remplir remplissent remplit
remporté rencontre rencontré rend rendent rendez rendra rendre rendu rendue renforcer renoncer
renoncé renouvellement renseignements rentrer rentré rentrée renversé renvoyé repas reporté
reprendre repris reprises représentant représentants représente représentent repérer respecter
responsabilité responsable responsables ressemble ressort ressortissants restait restauration
reste restent rester restera restes resté restée restés retard retards retardé retenu retenue
retirer retiré retirée retour retrait retraites retraité retraités retrouvé retrouvée retrouvés
revenir revenus reviennent revient revoir revue reçoit reçoivent reçu reçus richesse rien rire
risques rivaux rive riverains rives rivière riz robinet roche roi romancier romancière ronde
rougeole rouges rouille roulant routier routiers routière rouvert rouvrir royales royaume rues
ruine rumeur rumeurs rurales ruraux rythme règle règlement règles réaction réaffirmé réalisateur
réalisé récit récits réclame réclament réclamer réclamé récolte récompense réconciliation
récupéré rédacteur rédaction réduction réduire réduit réel réforme réformes réfrigérateur
réfugiés référence référendum régime région régional régionale régions régler régulateur
régulièrement réouverture réparation répare réparer réparé répond répondent répondre répondu
réponse répète répéter répété réseau réseaux réserve réserves réservoir réservé résidant
résidence résolution résultat résultats rétablir réuni réunions réunir réunis réunit réussi
révolution révèle révélé révélées rêve rôle sac sacs sages saisi saisie saisis saison saisons
sait salaire salaires salariés salle salles salue salué samedi sanitaire sanitaires santé
saoudien saoudite sauf saurait sauvage sauver sauvetage sauvé savait savent savon scandale
scientifique scientifiques scolaire scolaires scolarité scrutin scène scénario seconde secondes
secours secrétaire sein sel selon semaine semaines semble semblent semences semestre sens
sentier sera seraient serait sergent serment seront serré sert serveur servi ses seuil seul
seule seules seuls signaler signalé signes signé signée signés simplement sinon situé situés
sixième siècle siècles siège sièges sociale sociaux sociologue société sociétés soi soie soient
soins soir soirée soixante solaire solaires soldat soldats soleil solidarité somme sommeil
sommes sommet sondage sortant sorte sorti sortie sortir soudain soudanais soudanaise souffle
souhaité soulignant souligne souligné soumis soupe soupire soupçonné souriant sourire souris
soutenir soutenu soutien soutiennent soutient souvent souverain souveraineté souviennent
souvient spectateurs spécial spécialistes spécialisé spécialisée stabilité stade stades
stagiaires statistique statistiques stockage stratégie subi subvention subventions succès sucre
sud suffit suggèrent suis suisse suivant suivante suivent suivi suivie sujet supplémentaire
supplémentaires suprême supérieur supérieure surpris surtout survie survivants survécu suscité
suspendu suspendus syndicat syndicats syrien système sèche séance sécheresse sécuritaire
sécurité séisme séjour sénateur sénateurs sénégalais série sévère sûr sûreté sœur sœurs tabac
tableau taille tailleur tambours tandis tant tante tapis tard tarif tarifs taux tchèque
techniciens telle telles temps température températures tempête tenait tendance tenir tentatives
tente tentes tenté tenu tenue tenues tenus terme termes terminé terrasses terre terres terrestre
territoire territoriale terrorisme terroristes testé texte thé théorie théâtre tiendra tiennent
tient timbre tir tira tirage tirer tiroir tirs tiré tissu tissus titres toile toit toits tomates
tomba tombe tomber tombé tombée tombés totale touche toucher touché touchés toujours touristes
tourne tournent tourner tournoi tourné tournée toutefois toutes toux trafic traite traiter
traité traitées traités trajet transfert transferts transforme transformé transféré transmis
transportant transporte travaille travaillent travailler travaillé travaux travers traversent
traverser traversé traversée treize trentaine trente tribu tribunes tribus trimestre triplé
troisième trop troupeaux trouvait trouve trouvent trouver trouvé trouvée trouvés très trésorier
trêve tue tunisien tunisienne tunisiens turc tué tués télescope téléphone téléphones
téléphonique téléphoniques témoignages témoin témoins tête tôt unanimité unies uniforme unité
unités univers université universités uns urgence usine usines utilisateurs utilisent utilisé
vacances vaccin vaccins vagues valise vallée valoir valu vapeur vaut vedette veille venait vend
vendent vendeur vendeurs vendre vendredi vendu vendue vendus venir vente ventes venu verre
verser versée vert verte veulent veut veuve veuves viande victime victimes victoire vide vides
vidéo vieil vieille vieilles viennent vient vies vieux vigueur villageois ville villes vin vingt
violon visages visant vise visite visites visiteur visiteurs visité vit vite vitesse vivait
vivant vivants vive vivent vivre voie voient voies voile voilà voisin voisine voisins voit
voiture voitures voix volant voler voleur voleurs volontaires volonté vols volé volés vont voté
voulait voulu voyageurs vrai vraiment vue véhicule véhicules vélo vérifier véritable vérité
yuans zéro âge âgé âgées âgés écart échange échanger échanges échantillon échantillons échappé
échec échecs échelle échoué école écoles écoliers économie économies économique économiser
économiste économistes écorce écoute écouter écran écrans écrire écrit écrite écrites écriture
écrivait écrivent écrivit éditeur édition éducation également égalité égard église égyptien
égyptienne égyptiens électeurs élection élections électoral électorale électricité électrique
électriques électronique éleveurs élevé élevés élu élus élève élèves éléments émir émis
émissaire émission émissions énergie épais épargne épaules épidémie époque épreuve équipage
équipe équipes établi établir établissement établissements étage étages étaient étais était
étant étape état éteint éthique étiquette étoile étoiles étrange étranger étrangers étrangère
étrangères étude études étudiant étudiante étudiants étudier été évacuation évacués évaluation
évaluer éviter évolution évoqué évêque être île îles œil œuf œufs œuvre œuvres
    """.split()
)
