"""Words of French texts that tell its names apart: given names, and what is translated."""

from __future__ import annotations

GIVEN = frozenset(
    """
    Abdallah Abdel Abdelaziz Abdelhak Abdelilah Abdelkader Abdellah Abdellatif Abdelmadjid
    Abderrahim Abderrahmane Abdessamad Abdou Adil Adrien Agnès Ahmed Aïcha Alain Albert
    Alexandre Alexis Ali Alice Amadou Amina Aminata Amine Amélie Anas André Andrée Anne Antoine
    Antonio António Arnaud Arthur Assia Aurélie Aya Ayoub Aziz Aziza Bachir Barack Benjamin
    Benoît Bernard Bertrand Bilal Boris Boubacar Brahim Brigitte Bruno Camille Carlos Caroline
    Catherine Cécile Charles Charlotte Chloé Christian Christine Christophe Claire Claude
    Clément Céline Damien Daniel Danielle David Denis Didier Dominique Donald Driss Édouard
    Edouard Élisabeth Elisabeth Élise Emmanuel Emma Éric Eric Étienne Etienne Fabien Fabrice
    Farid Farida Fatima Fatou Fayçal Florence Fouad Francis Francisca Francisco François
    Françoise Franck Frédéric Gabriel Georges Gérard Gilles Giorgia Grégory Guillaume Guy Habib
    Hakim Hamid Hamza Hanane Hassan Hélène Henri Hervé Hicham Hubert Hugo Ibrahim Ibrahima
    Idriss Ilham Imane Inès Isabelle Ismaïl Jacques Jamal Jamila Javier Jean Jérôme Joe Joël
    John José Joseph Juan Jules Julie Julien Juliette Justin Kamal Kamel Karim Karima Kenza
    Khadija Khalid Khaled Laetitia Lahcen Laïla Lamia Latifa Laure Laurence Laurent Leïla Léa
    Léo Lionel Louis Louise Luc Lucas Lucie Ludovic Luis Mahmoud Malik Mamadou Manuel Marc
    Marcel Margaux Maria Marie Marine Marion Mario Mark Martine Mathieu Mathilde Maurice Mehdi
    Meriem Michel Michèle Mohamed Mohammed Monique Mouna Mourad Moussa Mustapha Mustafa Nabil
    Nabila Nadia Naïma Najat Nancy Nasser Nathalie Nicolas Nicole Noureddine Nora Olivier Omar
    Ousmane Pablo Pascal Patrice Patricia Patrick Paul Pauline Pedro Philippe Pierre Rachid
    Rachida Raphaël Raymond Rémi René Ricardo Richard Robert Roger Roland Romain Ruth Saad
    Sabrina Saïd Said Saïda Salah Salim Salma Samir Samira Sandrine Sara Sarah Sébastien Serge
    Sidi Simon Sofia Sophie Soumia Souad Stéphane Stéphanie Sylvain Sylvie Tarik Théo Thierry
    Thomas Tony Ursula Valérie Vincent Virginie Vladimir Volodymyr William Xavier Yacine Yannick
    Yasmine Yassine Younes Youssef Youssouf Yves Zakaria Zineb Zohra
    """.split()
)
"""Given names: what follows them with a capital is a person's."""

TRANSLATED = frozenset(
    """
    Accord Accords Afrique Agence Allemagne Amérique Amériques Angleterre Appel Arabe Arabes
    Arabie Armée Asie Assises Atlantique Août Avril Banque Basse Blanc Blanche Bas Bassin Bleu
    Bleue Bourse Bureau Cap Centre Chambre Charte Chef Code Comité Commission Communauté Conseil
    Constitution Cour Coupe Coran Corée Croissant Croix Cité Décembre Dieu Dimanche Droit Droits
    Église Emirats Émirats Est Etat Etats État États Europe Février Fonds Forum Forces France
    Front Garde Golfe Grand Grande Grands Groupe Guerre Haut Haute Hauts Histoire Homme Inde
    Indes Institut Islam Israël Italie Janvier Jeudi Jeux Juillet Juin Laboratoire Ligue Livre
    Loi Lundi Mai Maison Maîtres Mardi Maroc Mars Méditerranée Mer Mercredi Ministre Monde
    Mondial Mont Monts Mouvement Moyen Musée Nation Nations Neuve Noir Noire Nord Nouveau
    Nouvelle Novembre Océan Octobre Office Or Orient Occident Ouest Pacifique Pacte Palais Parc
    Parlement Parti Pays Petit Petite Peuple Place Plan Pologne Police Pont Port Premier
    Première Prince Princesse Prix Programme Projet Quai Rapport Reine Roi Rouge Royal Royale
    Royaume Rue Russie Sa Sahara Saint Sainte Samedi Santé Sécurité Sénat Septembre Service
    Société Son Soudan Sud Suisse Sûreté Syndicat Table Terre Tour Traité Trésor Tribunal
    Tunisie Turquie Union Unie Unies Unis Université Vendredi Vert Verte Ville Zone Le La Les Un
    Une Des Du De Ce Cette Ces Il Elle Ils Elles On Nous Vous En Au Aux Par Pour Dans Selon
    Depuis Leurs Leur Mme Toutefois Cependant Hier Aujourd Demain Majesté Altesse Excellence
    Sommet Stade Route Gare Mosquée Cathédrale Caisse Compagnie Chine Espagne Belgique Algérie
    Égypte Formule Article Articles Chapitre Division Décret Édition Session Volume Tome Page
    Annexe Année Étape Phase Niveau Catégorie Salle Porte Objectif Horizon Jeu Finances Internet
    Lune Soleil Eglise Bible Vierge Noël Pâques Ramadan Révolution Empire Antiquité Renaissance
    Moyenne Extrême Proche Lettre Ordre Cercle Pape Vatican Londres Bruxelles Genève Vienne
    Moscou Pékin Alger Tunis Tanger Fès Suède Norvège Finlande Grèce Brésil Mexique Chili Pérou
    Japon Vietnam Cambodge Thaïlande Philippines Sénégal Tchad Congo Libye Syrie Liban Jordanie
    Irak Koweït Bahreïn Yémen Palestine Gaza Cisjordanie Jérusalem Caire Beyrouth Damas Bagdad
    Téhéran Congrès Président Défense Irlande Francfort Singapour Danemark Islande Floride
    Argentine Autriche Catalogne Haye Hambourg Seconde Alexandre Kaboul Havane Jeunesse Chemins
    Mecque Marche Venise Travail Cameroun Honda Joseph Verts Egypte Ministres Bologne Malte
    Caroline Relations Cabinet Indice Alpes Capitole Poutine Justice Nouvel Banques Pentagone
    Ecosse Gauche Saoudite Bucarest Hanovre Valette Manche Ouganda Hautes Syrte Cadix Festival
    Galice Chypre Kébir Ivoire Anvers Bosphore Manille Blancs Quartier Pavillon Olympiades
    Bourses Commune Moubarak Bleus Syndicats Planning Champion Trente Tobrouk Terres Djeddah
    Darfour Journal Muraille Chambres Pourquoi Samarcande Grenade Tombouctou Amis Comores Toile
    Pouchkine Premiers Mossoul Carthagène Belge Jeunes Recherche Land Bachar Transport
    Transports Sylvestre Droite Party Commercial Quand Barreau Saxe Kadhafi Commerce Balkans
    Caucase Public Colonia Responsable Talibans Orchestre Entreprise Firme Paix Hommes Otan
    Sarre Chancelier Cristal Palerme Championnat Lion Dunkerque Tout Iliade Pythagore Guerres
    Bhoutan Pendjab Auguste Flotte Indomptable Bédouine Presse Corne Examen Protocole Canton
    Foire Copenhague Lisbonne Salon Barcelone Algésiras Groenland Russes Espagnols Allemands
    Bretagne Naples Florence Turin Milan Rome Athènes Varsovie Prague Zagreb Belgrade Sarajevo
    Ankara Istanbul Minsk Kiev Riga Vilnius Helsinki Oslo Stockholm Bâle Berne Zurich Lucerne
    Cologne Munich Berlin Dresde Leipzig Nuremberg Stuttgart Trèves Mayence Gand Bruges Louvain
    Rotterdam Utrecht Anglais Corse Sardaigne Sicile Crète Rhodes Andalousie Castille Aragon
    Navarre Lombardie Toscane Ombrie Pouille Ligurie Vénétie Bavière Prusse Bourgogne Normandie
    Flandre Flandres Hollande Luxembourg Hongrie Roumanie Slovaquie Croatie Bosnie Albanie
    Arménie Iran Mongolie Indonésie Malaisie Birmanie Laos Cuba Jamaïque Porto Bolivie Uruguay
    Paraguay Nicaragua Panama Guatemala Honduras Salvador Angola Zambie Namibie Botswana Rwanda
    Burundi Ouagadougou Bamako Niamey Dakar Nouakchott Nil Danube Rhin Tamise Seine Escaut Volga
    Tage Jourdain Euphrate Tigre Gange Amazone Andes Pyrénées Himalaya Sibérie Crimée Oural
    Caspienne Baltique Adriatique Atlas Rif Souss Gharb Maghreb Machrek Levant Sahel Californie
    Virginie Pennsylvanie Louisiane Dakota Hawaï Alaska Colombie Terre-Neuve Manhattan Dupont
    Jean Daech Covid Etat-major Gendarmerie Marine Aviation Armées Air Trône Casques Tribune
    Libre Opinion Journée Semaine Mois Siècle Matin Soir Nuit Jour Aube Pleine Vallée Col Plage
    Baie Lac Fleuve Rivière Forêt Jardin Jardins Pré Champ Champs Bois Portes Fort Château Tours
    Ponts Autoroute Chaussée Avenue Boulevard Impasse Square Esplanade Hôtel Café Cinéma Théâtre
    Opéra Club Trophée Rallye Marathon Tournoi Match Fédération Mondiale Mondiaux Sport Sports
    Culture Lettres Arts Sciences Affaires Femme Femmes Enfant Enfants Peuples Citoyen Citoyens
    Gouvernement Royaumes Reines Rois Princes Ducs Comte Comtesse Baron Marquis Lord Sir Lady
    Docteur Professeur Maître Imam Cheikh Émir Sultan Cardinal Saint-Siège Fisc Douane Douanes
    Impôts Trésorerie Finance Compte Comptes Livret Chrétien Chrétiens Juif Juifs Musulman
    Musulmans Kurdes Turcs Serbes Roms Khmers Berbères Amazighs Touaregs Peuls Français Chinois
    Japonais Portugais Suisses Grecs Rouges Noirs Blanches Rose Roses Mort Morte Morts Vie Amour
    Gloire Liberté Fraternité Honneur Force Courage Sagesse Mercure Saturne Neptune Pluton
    Jupiter Uranus Bouddha Allah Mahomet Moïse Jésus Marie Zeus Web Net Brexit Master Bachelor
    Hardware Awards Cortex Bodegas Parallèle Modèle Barça Nasdaq Vingt Cent Mille Douze
    """.split()
)
"""Words with a capital that English has another word for, and places that it spells otherwise."""

INITIALS = frozenset(
    """
    ADN AIEA ALENA ANC AP APD ARN AVC BAD BCE BEI BERD BIT BM BRIC CAN CCG CDI CDD CE CEDEAO CEE
    CEI CES CICR CIJ CNUCED CNUDH CO CPI CRF DAS DDH DOM EAU ETP EU FA FARC FED FMI GES GIEC GNL
    GPL HCDH HCR IA IDE IDH INTERPOL IRM ISO IST IVG JO JMJ MGF MST NU OACI OCDE OCI OCS OEA OGM
    OIAC OIF OIM OIT OLP OMC OMD OMI OMM OMPI OMS OMT ONG ONU ONUDC ONUSIDA OPA OPEP OSCE OTAN
    OVNI PAC PAM PCC PDG PED PESC PIB PMA PME PMI PNB PNUD PNUE PVD RASD RCA RDC RFA RF RSF RU
    SIDA SDN SRAS TIC TNP TPI TPIR TPIY TVA UA UE UIT UK UMA URSS US USA VIH VTT ZLE ZLECAF ZES
    EI AQMI LE LA LES DES DU UN UNE ET EN AU AUX PAR POUR SUR DANS NON OUI II III IV VI VII VIII
    IX XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII IBAN SMS CHU TI PS PDP LGV SI PE QG RT
    CIO DR MRE BTP GAFI IED CCE RH ODD SE EST JE PAS QUE DE CETTE SM SAR TPE PV RIB CV JT SDF
    HLM BEP CAP DGA PNR TER RER VTC NTIC BAC SOS MM GE DGSE
    """.split()
)
"""Initials that English writes otherwise, words in capitals, and Roman numerals."""
