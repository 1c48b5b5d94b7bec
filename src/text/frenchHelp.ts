/** What the help says in French, by its English; a test asks for every text of it. */
export const frenchHelp: Readonly<Record<string, string>> = {
  "Usage:": "Usage :",
  "Arguments:": "Arguments :",
  "Options:": "Options :",
  "Commands:": "Commandes :",
  "[command]": "[commande]",
  "show this help": "afficher cette aide",
  "show the help of a command": "afficher l'aide d'une commande",
  "Recompute the published tables, models and charts of the French general-practitioner panel, and say figure by figure whether they are reproduced; and analyse any survey file: cross-tabs, estimates, models and weights, with the standard errors of the sampling design.":
    "Recalculer les tableaux, modèles et graphiques publiés du panel français de médecins généralistes, et dire chiffre par chiffre s'ils sont reproduits ; et analyser tout fichier d'enquête : tableaux croisés, estimations, modèles et poids, avec les erreurs types du plan de sondage.",
  "show the version": "afficher la version",
  "Publications:": "Publications :",
  "recompute a publication and compare it figure by figure":
    "recalculer une publication et la comparer chiffre par chiffre",
  "microdata: a folder with a dataset.yaml, a YAML file, or a workbook like the embedded one":
    "microdonnées : un dossier avec un dataset.yaml, un fichier YAML, ou un classeur comme celui qui est embarqué",
  "the publisher's workbook of tables, whose numbers are compared too (.xlsx)":
    "le classeur de tableaux de l'éditeur, dont les nombres sont comparés aussi (.xlsx)",
  "folder of the report (default: reports/<study>)": "dossier du rapport (par défaut : reports/<study>)",
  "print the comparison, and write no report": "afficher la comparaison, sans écrire de rapport",
  "parts of the report that are written, with commas between: report, tables, charts, data (default: all)":
    "parties du rapport qui sont écrites, séparées par des virgules : report, tables, charts, data (par défaut : toutes)",
  "replace also files of that folder that no report wrote":
    "remplacer aussi les fichiers de ce dossier qu'aucun rapport n'a écrits",
  "format on standard output": "format sur la sortie standard",
  "language of labels and numbers": "langue des libellés et des nombres",
  "also show standard errors that use the declared margins of the weights (calibrated), the sampling fractions of strata (fpc), or both (calibrated,fpc)":
    "montrer aussi les erreurs types qui tiennent compte des marges déclarées des poids (calibrated), des taux de sondage des strates (fpc), ou des deux (calibrated,fpc)",
  "print only what differs or is contradicted": "n'afficher que ce qui diffère ou est contredit",
  "print only the verdict and the counts": "n'afficher que le verdict et les effectifs",
  "print nothing but errors: the exit status tells":
    "n'afficher que les erreurs : le code de sortie dit le reste",
  "exit with 1 also when a figure is only compatible, a finding not confirmed, or either not computable":
    "sortir avec 1 aussi quand un chiffre n'est que compatible, qu'un constat n'est pas confirmé, ou que l'un ou l'autre n'est pas calculable",
  "a study's id (see panel studies)": "l'identifiant d'une étude (voir panel studies)",
  "list the publications that can be reproduced": "lister les publications qui peuvent être reproduites",
  "whether the figures of publications can hold at once, in any population":
    "si les chiffres de publications peuvent valoir à la fois, dans une population quelconque",
  "ids of studies of one dataset (see panel studies)":
    "identifiants d'études d'un même jeu de données (voir panel studies)",
  "what published figures leave possible of a quantity, though it is printed nowhere; what a table tells of withheld cells":
    "ce que les chiffres publiés laissent possible d'une quantité, même publiée nulle part ; ce qu'un tableau dit de ses cases masquées",
  "variable=level for a percentage, variable for a mean, each with or without a domain (where other=level), or the id of a figure":
    "variable=modalité pour un pourcentage, variable pour une moyenne, l'une et l'autre avec ou sans champ (where autre=modalité), ou l'identifiant d'un chiffre",
  "what a reader of this table (CSV, as crosstab writes it) can tell of its withheld cells (s, or empty)":
    "ce qu'un lecteur de ce tableau (CSV, comme crosstab l'écrit) peut calculer de ses cases masquées (s, ou vides)",
  "with --cells: cells of fewer respondents are small (default: 5)":
    "avec --cells : les cases de moins de répondants sont petites (par défaut : 5)",
  "bound each figure of the study from all others":
    "borner chaque chiffre de l'étude d'après tous les autres",
  "write all bounds that the study's report shows beside the study, in bounds.json":
    "écrire à côté de l'étude, dans bounds.json, toutes les bornes que montre son rapport",
  "bound each held-out figure of the study from the calibrated ones, and tell how likely it is to be reproduced by chance":
    "borner chaque chiffre réservé de l'étude d'après les chiffres calés, et dire la probabilité qu'il soit reproduit par hasard",
  "of which wave (default: the last one)": "de quelle vague (par défaut : la dernière)",
  "default: text, or as --out ends": "par défaut : text, ou selon la fin de --out",
  "CSV as French spreadsheets read it: semicolons, decimal commas":
    "CSV que les tableurs français lisent : points-virgules, virgules décimales",
  "write to a file": "écrire dans un fichier",
  "list what a publication says, without computing": "lister ce que dit une publication, sans calcul",
  "only figures whose label, section or id has this text":
    "seulement les chiffres dont le libellé, la section ou l'identifiant contient ce texte",
  "what a figure, finding or model of a publication is, how it is computed, and what was found":
    "ce qu'est un chiffre, un constat ou un modèle d'une publication, comment il est calculé, et ce qui a été trouvé",
  "the id of a figure (see panel figures), a finding or a model; model:ID where a figure has that id too":
    "l'identifiant d'un chiffre (voir panel figures), d'un constat ou d'un modèle ; model:ID quand un chiffre a aussi cet identifiant",
  "generate the synthetic panel that a study runs on":
    "engendrer le panel synthétique sur lequel tourne une étude",
  "seed; the same seed gives the same bytes": "graine ; la même graine donne les mêmes octets",
  "the workbook to write (.xlsx)": "le classeur à écrire (.xlsx)",
  "draw from the population of maximum entropy that has the calibrated figures, also where population.yaml declares another one":
    "tirer de la population d'entropie maximale qui a les chiffres calés, même si population.yaml en déclare une autre",
  "the tables of a published workbook as a person reads them, one number a row":
    "les tableaux d'un classeur publié tels qu'on les lit, un nombre par ligne",
  "only this sheet, with its numbers": "seulement cette feuille, avec ses nombres",
  "what each cell was understood as; drawn where the format is html":
    "ce que chaque cellule a été comprise comme étant ; dessiné quand le format est html",
  "a workbook (xlsx), such as those that publishers put beside their studies":
    "un classeur (xlsx), comme ceux que les éditeurs joignent à leurs études",
  "set what secondary sources say beside what is published":
    "mettre ce que disent des sources secondaires à côté de ce qui est publié",
  "folder of the report (default: reports/claims)": "dossier du rapport (par défaut : reports/claims)",
  "only claims of this verdict": "seulement les affirmations de ce verdict",
  "only claims that are compared with figures of this study":
    "seulement les affirmations comparées à des chiffres de cette étude",
  "microdata to recompute from: a folder with a dataset.yaml, a YAML file, or a workbook like the embedded one":
    "microdonnées pour le recalcul : un dossier avec un dataset.yaml, un fichier YAML, ou un classeur comme celui qui est embarqué",
  "ids of secondary sources, or their folders (default: all embedded ones)":
    "identifiants de sources secondaires, ou leurs dossiers (par défaut : toutes celles qui sont embarquées)",
  "list what secondary sources say that the panel does not measure":
    "lister ce que des sources secondaires disent et que le panel ne mesure pas",
  "folder of the report (default: reports/evidence)": "dossier du rapport (par défaut : reports/evidence)",
  "only quantities of this measure": "seulement les grandeurs de cette mesure",
  "only rows on this solution": "seulement les lignes sur cette solution",
  "only rows of this interest": "seulement les lignes de cet intérêt",
  "Your data:": "Vos données :",
  "weighted proportions of a variable's levels, or a table of several outcomes, by other variables":
    "parts pondérées des modalités d'une variable, ou un tableau de plusieurs variables, selon d'autres variables",
  "a categorical variable; or several variables, with commas between: numeric ones as means, or by level as factor(x)":
    "une variable qualitative ; ou plusieurs variables, séparées par des virgules : les numériques en moyenne, ou par valeur avec factor(x)",
  "test of independence, and of equal means: Rao-Scott of the second order, or":
    "test d'indépendance, et d'égalité des moyennes : Rao-Scott du second ordre, ou",
  "a declaration of your survey, a dataset.yaml, from what its file tells: types, levels, design":
    "une déclaration de votre enquête, un dataset.yaml, d'après ce que dit son fichier : types, modalités, plan de sondage",
  "the file of rows: a CSV file or a workbook": "le fichier des lignes : un fichier CSV ou un classeur",
  "the same, named by a flag": "le même, nommé par une option",
  "a folder, or a .yaml file (default: dataset.yaml beside the file of rows)":
    "un dossier, ou un fichier .yaml (par défaut : dataset.yaml à côté du fichier des lignes)",
  "rows of one file format into another: .csv, .xlsx, .parquet or .arrow; labels and missing codes go into a declaration beside":
    "les lignes d'un format de fichier dans un autre : .csv, .xlsx, .parquet ou .arrow ; les libellés et les codes de valeurs manquantes vont dans une déclaration à côté",
  "the file of rows, of any format that is read; or a table or query of --database":
    "le fichier des lignes, de tout format qui est lu ; ou une table ou requête de --database",
  "the file to write; its ending tells the format": "le fichier à écrire ; son extension dit le format",
  "a file of rows (CSV, xlsx, sav, dta, sas7bdat, Parquet …), or a folder with a dataset.yaml":
    "un fichier de lignes (CSV, xlsx, sav, dta, sas7bdat, Parquet …), ou un dossier avec un dataset.yaml",
  "a DuckDB file, or the address of a server, of which a table or a query is named in place of a file":
    "un fichier DuckDB, ou l'adresse d'un serveur, dont une table ou une requête est nommée à la place d'un fichier",
  "the labels of values of a .sas7bdat file: a .sas7bcat file":
    "les libellés des valeurs d'un fichier .sas7bdat : un fichier .sas7bcat",
  "the table of a .duckdb file": "la table d'un fichier .duckdb",
  "the most memory that DuckDB uses, such as 2GB; more goes into temporary files (default: four fifths of all)":
    "la mémoire que DuckDB utilise au plus, par exemple 2GB ; le reste va dans des fichiers temporaires (par défaut : quatre cinquièmes du tout)",
  "who reads a CSV or Parquet file: panel itself, or DuckDB (default: DuckDB for CSV files of 100 MB or more, where it is installed)":
    "qui lit un fichier CSV ou Parquet : panel lui-même, ou DuckDB (par défaut : DuckDB pour les CSV de 100 Mo ou plus, s'il est installé)",
  "replace a declaration that is there": "remplacer une déclaration qui s'y trouve",
  "several tables of the same rows in one page or workbook, as a file asks for them":
    "plusieurs tableaux des mêmes lignes dans une page ou un classeur, comme un fichier les demande",
  "withhold what rests on fewer respondents, and what else would give it away":
    "masquer ce qui repose sur moins de répondants, et ce qui permettrait de le calculer",
  "withhold cells of fewer respondents (s), and others from which these could be computed":
    "masquer les cases de moins de répondants (s), et d'autres à partir desquelles elles se calculeraient",
  "a YAML file (docs/tables.md): title; source, with data or dataset, weight, strata, labels and other flags of the rows; tables, each with outcome, title, by, where, percent, ci, test, subtotals, layout, show, digits":
    "un fichier YAML (docs/tables.md) : title (titre) ; source, avec data ou dataset, weight, strata, labels et d'autres options des lignes ; tables, chacun avec outcome, title, by, where, percent, ci, test, subtotals, layout, show, digits",
  "the margins of each group variable too": "aussi les marges de chaque variable de groupe",
  "groups in lines, or across": "groupes en lignes, ou en colonnes",
  "beside the percentages of --layout wide, with commas between: n, weighted, base, se, ci, total (a line that sums up the levels)":
    "à côté des pourcentages de --layout wide, séparés par des virgules : n, weighted (effectif pondéré), base, se (erreur type), ci (intervalle), total (une ligne qui somme les modalités)",
  "decimals of estimates for people, in place of those that their standard errors tell; files have all":
    "décimales des estimations à lire, à la place de celles que disent leurs erreurs types ; les fichiers les ont toutes",
  "the sheet of a workbook": "la feuille d'un classeur",
  "the cells of the table in a workbook, header included: B5:H40, B5:H, B:H, 5:40, Sheet!B5:H40 or a name of it (default: titles above and notes below are recognised, and told)":
    "les cellules du tableau dans un classeur, en-tête compris : B5:H40, B5:H, B:H, 5:40, Feuille!B5:H40 ou un de ses noms (par défaut : les titres au-dessus et les notes au-dessous sont reconnus, et c'est dit)",
  "the rows of a workbook, or lines of a CSV file, before the header":
    "les lignes d'un classeur, ou d'un fichier CSV, avant l'en-tête",
  "how many rows name the columns (default: 1); with 0 they are ...1, ...2 and so on":
    "combien de lignes nomment les colonnes (par défaut : 1) ; avec 0 ce sont ...1, ...2 et ainsi de suite",
  "what a CSV file, or one of SPSS, Stata or SAS, is written in, where it is not UTF-8 and does not tell itself":
    "le codage d'un fichier CSV, ou de SPSS, Stata ou SAS, s'il n'est pas en UTF-8 et ne le dit pas lui-même",
  "what stands before decimals, where values such as 1,234 do not tell":
    "ce qui précède les décimales, quand des valeurs comme 1,234 ne le disent pas",
  "the texts that are missing answers, besides empty cells and errors, in place of NA, . and known marks; may be repeated":
    "les textes qui sont des réponses manquantes, outre les cellules vides et les erreurs, à la place de NA, . et des marques connues ; peut être répété",
  "how texts such as 03/04/2023 are dates, by day, month and year: they are read as 2023-04-03":
    "comment des textes tels que 03/04/2023 sont des dates, par jour (d), mois (m) et année (y) : ils sont lus comme 2023-04-03",
  "codes of missing answers: 8,9 of all variables but the design's, or q1=8,9; may be repeated":
    "codes de réponses manquantes : 8,9 pour toutes les variables hors plan de sondage, ou q1=8,9 ; peut être répété",
  'the levels of a text in their order, or classes of a number: "age=<30,30-49,50+"; may be repeated':
    "les modalités d'un texte dans leur ordre, ou des classes d'un nombre : \"age=<30,30-49,50+\" ; peut être répété",
  "labels of variables and codes, CSV or workbook: variable, code, label (or label_fr, label_en); BOOK.xlsx#Sheet names its sheet":
    "libellés des variables et des codes, CSV ou classeur : variable, code, label (ou label_fr, label_en) ; CLASSEUR.xlsx#Feuille en nomme la feuille",
  "an embedded dataset, such as panel4 (synthetic); it declares its own design":
    "un jeu de données embarqué, comme panel4 (synthétique) ; il déclare son propre plan",
  "a wave of the dataset, or several to compare (default: the last)":
    "une vague du jeu de données, ou plusieurs à comparer (par défaut : la dernière)",
  "survey weights": "poids de sondage",
  "strata; several variables are crossed": "strates ; plusieurs variables sont croisées",
  "clusters (primary sampling units), nested in strata":
    "grappes (unités primaires), emboîtées dans les strates",
  "finite population correction: each stratum's size in clusters, or sampling fraction":
    "correction de population finie : taille de chaque strate en grappes, ou taux de sondage",
  "strata with a single cluster": "strates à une seule grappe",
  "the weights meet these margins: standard errors of calibration residuals (default: the margins that the file beside the data tells)":
    "les poids respectent ces marges : erreurs types des résidus de calage (par défaut : les marges que dit le fichier à côté des données)",
  "the weights before calibration": "les poids d'avant le calage",
  "replicate weights in columns of this prefix and a number":
    "poids de réplication, dans les colonnes de ce préfixe suivi d'un nombre",
  "how they were made, where no file beside the data tells; without --replicates: how they are made from the design":
    "comment ils ont été faits, quand aucun fichier à côté des données ne le dit ; sans --replicates : comment les faire à partir du plan",
  "bootstrap replicates to make (default: 500)": "répliques de bootstrap à faire (par défaut : 500)",
  "of the bootstrap that is made": "graine du bootstrap à faire",
  "Fay's factor of brr": "facteur de Fay de brr",
  "what the sum of their squared deviations is multiplied by; or a factor for each replicate, with commas between, or a file with the column factor":
    "ce par quoi la somme de leurs écarts au carré est multipliée ; ou un facteur par réplique, séparés par des virgules, ou un fichier avec la colonne factor",
  "whether their columns are weights or factors of the weights (default: as they tell)":
    "si leurs colonnes sont des poids ou des facteurs des poids (par défaut : selon ce qu'elles disent)",
  "deviations from the estimate with the full weights, not from the replicates' mean":
    "écarts à l'estimation avec les poids complets, et non à la moyenne des répliques",
  'only rows that meet it, such as \'age >= 40 and region in ("A", "B")\'; may be repeated':
    'seulement les lignes qui la vérifient, comme \'age >= 40 and region in ("A", "B")\' ; peut être répété',
  "a variable 'name = expression'; may be repeated": "une variable 'nom = expression' ; peut être répété",
  "confidence level": "niveau de confiance",
  "groups: variables separated by commas": "groupes : variables séparées par des virgules",
  "whose degrees of freedom: those of each domain, or of the whole design":
    "degrés de liberté : ceux de chaque domaine, ou de tout le plan",
  "rows without an answer (in a file: empty, NA or .): outside the domain, deleted from the design, or a level":
    "lignes sans réponse (dans un fichier : vide, NA ou .) : hors du domaine, retirées du plan, ou une modalité",
  "show design effects, against simple random sampling without or with replacement":
    "montrer les effets de plan, par rapport à un sondage aléatoire simple sans ou avec remise",
  "what adds up to 100%": "ce dont la somme fait 100 %",
  "confidence intervals": "intervalles de confiance",
  "draw the percentages, as .svg, .png, .json (Vega-Lite) or .html":
    "dessiner les pourcentages, en .svg, .png, .json (Vega-Lite) ou .html",
  "bars with intervals, or a bar of 100% for each group (default: bars)":
    "barres avec intervalles, ou une barre de 100 % par groupe (par défaut : bars)",
  "the file of rows, as by --data; - is CSV on standard input":
    "le fichier des lignes, comme par --data ; - est du CSV sur l'entrée standard",
  "a mean, total, ratio or quantile of a numeric variable, by other variables":
    "moyenne, total, ratio ou quantile d'une variable numérique, selon d'autres variables",
  "mean, total, median, quantile=0.9 or ratio=DENOMINATOR":
    "moyenne (mean), total, médiane (median), quantile=0.9 ou ratio=DÉNOMINATEUR",
  "t test of two groups": "test t de deux groupes",
  "draw the estimates, as .svg, .png, .json (Vega-Lite) or .html":
    "dessiner les estimations, en .svg, .png, .json (Vega-Lite) ou .html",
  "a numeric variable": "une variable numérique",
  "a ceteris-paribus regression with design-based standard errors":
    "une régression toutes choses égales par ailleurs, avec les erreurs types du plan",
  "what is modelled": "ce qui est modélisé",
  "of a logistic model; logit by default": "lien d'un modèle logistique ; logit par défaut",
  "standard errors": "erreurs types",
  "normal distribution in place of Student's t": "loi normale à la place du t de Student",
  "degrees of freedom: clusters - strata of the domain or of the design, or a number (default: less the coefficients, plus 1)":
    "degrés de liberté : grappes - strates du domaine ou du plan, ou un nombre (par défaut : moins les coefficients, plus 1)",
  "a reference level; of the outcome: what counts as 0":
    "une modalité de référence ; de la variable expliquée : ce qui compte pour 0",
  "predictive margins and average marginal effects; may be repeated":
    "prédictions moyennes et effets marginaux moyens ; peut être répété",
  "all pairs of a factor's levels; may be repeated":
    "toutes les paires de modalités d'un facteur ; peut être répété",
  "rows without an answer: outside the domain, or deleted from the design":
    "lignes sans réponse : hors du domaine, ou retirées du plan",
  "adjusted p-values of contrasts": "p ajustées des contrastes",
  'a model for each of several outcomes of the formula "~ …"':
    'un modèle pour chacune de plusieurs variables expliquées de la formule "~ …"',
  "draw a forest plot, as .svg, .png, .json (Vega-Lite) or .html":
    "dessiner un graphique en forêt, en .svg, .png, .json (Vega-Lite) ou .html",
  'in R\'s notation, such as "score ~ age + sex * region"':
    'dans la notation de R, comme "score ~ age + sex * region"',
  "the variables of a file or dataset: type, levels, range":
    "les variables d'un fichier ou d'un jeu de données : type, modalités, étendue",
  "Weights:": "Poids :",
  "calibrate weights, adjust them for non-response, trim them, make replicate weights":
    "caler des poids, les corriger de la non-réponse, les tronquer, faire des poids de réplication",
  "weights that meet population margins, as near as can be to those before":
    "des poids qui respectent les marges de la population, aussi proches que possible de ceux d'avant",
  "a CSV file or workbook; it is never changed": "un fichier CSV ou un classeur ; il n'est jamais modifié",
  "the weights before; without it every row counts once":
    "les poids d'avant ; sans eux chaque ligne compte une fois",
  "only rows that meet it; the others get the weight zero":
    "seulement les lignes qui la vérifient ; les autres ont le poids zéro",
  "replicate weights in columns of this prefix and a number, adjusted too":
    "poids de réplication, dans les colonnes de ce préfixe suivi d'un nombre, ajustés aussi",
  "how they were made, where no file beside the data tells":
    "comment ils ont été faits, quand aucun fichier à côté des données ne le dit",
  "their scale, or a factor for each": "leur échelle, ou un facteur pour chacun",
  "whether they are weights or factors of the weights": "si ce sont des poids ou des facteurs des poids",
  "the data with the new columns, as .csv or .xlsx like the data":
    "les données avec les nouvelles colonnes, en .csv ou .xlsx comme les données",
  "draw the histogram of the ratios, as .svg, .png, .json or .html":
    "dessiner l'histogramme des rapports, en .svg, .png, .json ou .html",
  "population margins, CSV or workbook: variable, level, total (or share); or a table of crossed variables; or the .json of an earlier calibration; may be repeated":
    "marges de la population, CSV ou classeur : variable, level, total (ou share) ; ou un tableau de variables croisées ; ou le .json d'un calage antérieur ; peut être répété",
  "the size of the population, for shares": "la taille de la population, pour des parts",
  "auto: multiply the weights first, so that they add up to the population":
    "auto : multiplier d'abord les poids, pour que leur somme soit la population",
  "the name of the new column": "le nom de la nouvelle colonne",
  "Deville and Särndal's distances": "les distances de Deville et Särndal",
  "of the ratios, for logit and truncated; or tightest: the least b for bounds 1/b and b":
    "des rapports, pour logit et truncated ; ou tightest : le plus petit b de bornes 1/b et b",
  "weights that meet margins of categories, by raking ratios":
    "des poids qui respectent des marges de modalités, par la méthode du raking",
  "weights that meet the totals of the cells of one table":
    "des poids qui respectent les totaux des cases d'un seul tableau",
  "respondents' weights that stand for the others too":
    "des poids de répondants qui représentent aussi les autres",
  "what respondents meet, such as 'answered == 1'": "ce que vérifient les répondants, comme 'answered == 1'",
  "what rows known to be outside the target population meet: they keep their weight and are of no class":
    "ce que vérifient les lignes que l'on sait hors de la population cible : elles gardent leur poids et ne sont d'aucune classe",
  "weighting classes: the crossing of some variables":
    "classes de repondération : le croisement de quelques variables",
  'a logistic response model, such as "age + region"':
    'un modèle logistique de réponse, comme "age + region"',
  "classes of about equal size by response propensity":
    "classes d'à peu près même taille selon la propension à répondre",
  "weights within bounds, with the same sum": "des poids dans des bornes, de même somme",
  "the weights to trim": "les poids à tronquer",
  "the least and the greatest weight; either may be left out":
    "le plus petit et le plus grand poids ; l'un ou l'autre peut être omis",
  "replicate weights: jackknife, balanced half samples, bootstrap":
    "poids de réplication : jackknife, demi-échantillons équilibrés, bootstrap",
  "of replication": "méthode de réplication",
  "finite population correction": "correction de population finie",
  "how many bootstrap replicates (default: 500)": "combien de répliques de bootstrap (par défaut : 500)",
  "of the bootstrap; the same seed gives the same weights":
    "graine du bootstrap ; la même graine donne les mêmes poids",
  "Fay's factor for brr, at least 0 and below 1": "facteur de Fay pour brr, au moins 0 et moins de 1",
  "of the names of the new columns": "début des noms des nouvelles colonnes",
  "calibrate the weights, and each replicate; may be repeated":
    "caler les poids, et chaque réplique ; peut être répété",
  "how they are calibrated (default: raking)": "comment les caler (par défaut : raking)",
  "of the ratios, for logit and truncated": "des rapports, pour logit et truncated",
  "the distribution of weights, and whether they meet margins":
    "la distribution des poids, et s'ils respectent des marges",
  "the weights to look at": "les poids à examiner",
  "the weights before, for the ratios": "les poids d'avant, pour les rapports",
  "margins to compare with; may be repeated": "marges à comparer ; peut être répété",
  "This program:": "Ce programme :",
  "a script that completes commands, flags and their values in a shell":
    "un script qui complète commandes, options et leurs valeurs dans un terminal",
  "which shell": "quel interpréteur de commandes",
  "Reports:": "Rapports :",
  "draw what a command has written as JSON": "dessiner ce qu'une commande a écrit en JSON",
  "a JSON document of crosstab, estimate, model, weight, claims or reproduce; - for standard input":
    "un document JSON de crosstab, estimate, model, weight, claims ou reproduce ; - pour l'entrée standard",
  "the chart, as .svg, .png, .json (Vega-Lite) or .html":
    "le graphique, en .svg, .png, .json (Vega-Lite) ou .html",
  "of a cross-tab: bars with intervals, or a bar of 100% for each group":
    "d'un tableau croisé : des barres avec intervalles, ou une barre de 100 % par groupe",
  "format on standard output; xlsx and docx go into the folder":
    "format sur la sortie standard ; xlsx et docx vont dans le dossier",
  "draw what is said and published, as .svg, .png, .json (Vega-Lite) or .html":
    "dessiner ce qui est dit et publié, en .svg, .png, .json (Vega-Lite) ou .html",
  "of the diagnosis; default: text, or as --report ends":
    "du diagnostic ; par défaut : text, ou selon la fin de --report",
  "write the diagnosis to a file": "écrire le diagnostic dans un fichier",
  "what has changed between the results of two runs":
    "ce qui a changé entre les résultats de deux exécutions",
  "a JSON document or a CSV of panel, or the folder of a report; - is JSON on standard input":
    "un document JSON ou un CSV de panel, ou le dossier d'un rapport ; - est du JSON sur l'entrée standard",
  another: "un autre",
  "relative difference up to which numbers are the same":
    "écart relatif jusqu'auquel des nombres sont les mêmes",
};
