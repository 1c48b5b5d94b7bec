import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Label } from "../../src/text/language.ts";
import * as aggregates from "../../src/text/messages/aggregates.ts";
import * as analyses from "../../src/text/messages/analyses.ts";
import * as calibration from "../../src/text/messages/calibration.ts";
import * as cellBounds from "../../src/text/messages/cellBounds.ts";
import * as charts from "../../src/text/messages/charts.ts";
import * as codings from "../../src/text/messages/codings.ts";
import * as coherence from "../../src/text/messages/coherence.ts";
import * as columnar from "../../src/text/messages/columnar.ts";
import * as comparisons from "../../src/text/messages/comparisons.ts";
import * as conversions from "../../src/text/messages/conversions.ts";
import * as dataBooks from "../../src/text/messages/dataBooks.ts";
import * as datasets from "../../src/text/messages/datasets.ts";
import * as definitions from "../../src/text/messages/definitions.ts";
import * as designNotes from "../../src/text/messages/designNotes.ts";
import * as designs from "../../src/text/messages/designs.ts";
import * as disclosure from "../../src/text/messages/disclosure.ts";
import * as drafts from "../../src/text/messages/drafts.ts";
import * as engines from "../../src/text/messages/engines.ts";
import * as explanations from "../../src/text/messages/explanations.ts";
import * as expressions from "../../src/text/messages/expressions.ts";
import * as figures from "../../src/text/messages/figures.ts";
import * as files from "../../src/text/messages/files.ts";
import * as flags from "../../src/text/messages/flags.ts";
import * as flagValues from "../../src/text/messages/flagValues.ts";
import * as footnotes from "../../src/text/messages/footnotes.ts";
import * as formats from "../../src/text/messages/formats.ts";
import * as httpServers from "../../src/text/messages/httpServers.ts";
import * as margins from "../../src/text/messages/margins.ts";
import * as modelNotes from "../../src/text/messages/modelNotes.ts";
import * as modelRequests from "../../src/text/messages/modelRequests.ts";
import * as modelResults from "../../src/text/messages/modelResults.ts";
import * as models from "../../src/text/messages/models.ts";
import * as modelTitles from "../../src/text/messages/modelTitles.ts";
import * as noEstimates from "../../src/text/messages/noEstimates.ts";
import * as outputs from "../../src/text/messages/outputs.ts";
import * as page from "../../src/text/messages/page.ts";
import * as publishedWorkbooks from "../../src/text/messages/publishedWorkbooks.ts";
import * as rds from "../../src/text/messages/rds.ts";
import * as refusals from "../../src/text/messages/refusals.ts";
import * as reproduction from "../../src/text/messages/reproduction.ts";
import * as samplesOf from "../../src/text/messages/samples.ts";
import * as sas from "../../src/text/messages/sas.ts";
import * as schemas from "../../src/text/messages/schemas.ts";
import * as servers from "../../src/text/messages/servers.ts";
import * as sources from "../../src/text/messages/sources.ts";
import * as spss from "../../src/text/messages/spss.ts";
import * as stata from "../../src/text/messages/stata.ts";
import * as studies from "../../src/text/messages/studies.ts";
import * as synthesis from "../../src/text/messages/synthesis.ts";
import * as tableFiles from "../../src/text/messages/tableFiles.ts";
import * as tableNotes from "../../src/text/messages/tableNotes.ts";
import * as tables from "../../src/text/messages/tables.ts";
import * as transport from "../../src/text/messages/transport.ts";
import * as usage from "../../src/text/messages/usage.ts";
import * as weightNotes from "../../src/text/messages/weightNotes.ts";
import * as weightSteps from "../../src/text/messages/weightSteps.ts";
import * as weights from "../../src/text/messages/weights.ts";
import * as workbooks from "../../src/text/messages/workbooks.ts";
import { root } from "../support/oracle.ts";

const areas = {
  aggregates,
  columnar,
  conversions,
  disclosure,
  engines,
  formats,
  rds,
  sas,
  spss,
  stata,
  transport,
  analyses,
  calibration,
  cellBounds,
  charts,
  codings,
  coherence,
  comparisons,
  dataBooks,
  datasets,
  definitions,
  designNotes,
  designs,
  explanations,
  drafts,
  expressions,
  figures,
  files,
  flags,
  flagValues,
  footnotes,
  httpServers,
  margins,
  modelNotes,
  modelRequests,
  modelResults,
  modelTitles,
  models,
  noEstimates,
  outputs,
  page,
  publishedWorkbooks,
  refusals,
  reproduction,
  samples: samplesOf,
  schemas,
  servers,
  sources,
  studies,
  synthesis,
  tableNotes,
  tableFiles,
  tables,
  usage,
  weightNotes,
  weightSteps,
  weights,
  workbooks,
};

/** For each message that is a function, lists of arguments that bring out all its wordings. */
type Samples<Area> = {
  readonly [Name in keyof Area as Area[Name] extends (...given: never[]) => unknown
    ? Name
    : never]: readonly (Area[Name] extends (...given: infer Given) => unknown ? Given : never)[];
};

const label: Label = { fr: "quelque chose", en: "something" };
const bounds = { low: 0.5, high: 2 };
const unbounded = { low: 0, high: Number.POSITIVE_INFINITY };
const seven = ["a", "b", "c", "d", "e", "f", "g"];

const samples: { readonly [Area in keyof typeof areas]: Samples<(typeof areas)[Area]> } = {
  analyses: {
    noNegatives: [["quantile"], ["model"]],
    tooManyValues: [["age", 600]],
    notBetween: [["level"], ["probability"]],
    variables: [[1], [3]],
  },
  calibration: {
    contradiction: [["sex=man", 12.5]],
    wrongSign: [
      ["age", true],
      ["age", false],
    ],
    tightestAre: [[bounds]],
    unreachableMargin: [
      ["sex=man", bounds, { low: 1.5, high: 9.5 }, [], label],
      ["sex=man", unbounded, { low: 1, high: 9 }, ["age"], label],
      ["sex=man", unbounded, { low: 1, high: 9 }, seven, label],
    ],
    obstructingMargins: [
      [["sex"], bounds, label],
      [["sex", "age"], unbounded, label],
    ],
    incompatibleMargins: [
      [["sex", "age"], bounds, label],
      [["sex", "age"], unbounded, label],
    ],
  },
  dataBooks: { lowOf: [[label]], highOf: [[label]] },
  synthesis: {
    contradictoryFigures: [[["a", "b"]]],
    entropyNotTuned: [[1, ["a", "b"]]],
    distanceFromPopulation: [["2022", 1000, label, label]],
    untiedVariables: [["2022", [["a", "b"], ["c"]]]],
    freeVariables: [["2022", ["a"]]],
    emptyNumbers: [["2022", ["a", "b"]]],
    sizesNotMet: [[["a:b"]]],
  },
  coherence: {
    auditTitle: [[true], [false]],
    canHold: [[true], [false]],
    mending: [
      [1, { fr: "0,5", en: "0.5" }, [label, label]],
      [2, { fr: "0,5", en: "0.5" }, []],
      [3, undefined, [label]],
      [4, undefined, []],
    ],
    auditNote: [[168, 5]],
    furtherConflicts: [
      [3, true],
      [20, false],
    ],
    leftOutOfBounds: [[["a:b", "a:c"]]],
    heldOutNote: [[20, 3, { fr: "2,5", en: "2.5" }]],
    oneDataset: [["panel4"]],
    notBounded: [[label]],
    tooManyCells: [[["age", "sex"], 1_000_000]],
  },
  codings: {
    codesSuspected: [
      ["age", ["998", "999"], false],
      ["age", ["998", "999"], true],
    ],
    notCodingText: [["q1=8,9"]],
    variableCodedTwice: [["--levels"]],
    levelsLeftOut: [["age"]],
    notClass: [["age"]],
    inNoClass: [["age"]],
    inTwoClasses: [["age", "<30", "20-39"]],
    commasBetween: [["q=8,9"]],
    labelledInTwo: [["a.xlsx", "2022", "2023"]],
    codeTwice: [["q1"]],
  },
  charts: {
    intervalName: [[{ fr: "IC à 95 %", en: "95% CI" }]],
    withinRounding: [[90, 80]],
    robustLine: [
      [0.99, 0.4],
      [0.99, -0.4],
    ],
    logarithmic: [[label]],
    unknownDocument: [[["crosstab", "model"]]],
    undrawnDocument: [[["crosstab", "model"]]],
    brokenDocument: [[label]],
    agreementNote: [
      [0, label],
      [2, label],
    ],
  },
  datasets: {
    noSuchCode: [[3]],
    unreadableKind: [
      [[".csv", ".xlsx"], false],
      [[".csv", ".xlsx"], true],
    ],
    listAsAbsent: [["age"]],
    undecodable: [
      ["sex", [{ code: "1", name: "man" }], { codes: ["9"], label }],
      ["sex", [{ code: "man", name: "man" }], undefined],
      ["age", undefined, undefined],
    ],
    notNumber: [["age"]],
    notNumeric: [["sex"]],
    badWeight: [
      ["missing", 1, 9],
      ["not a number", 1, 9],
      ["negative", 1, 9],
      ["out of range", 1, 9],
    ],
    keyTwice: [
      [7, true],
      [7, false],
    ],
    noSuchUnit: [["towns", "A", ["B"]]],
    noKeyInCommon: [["2019"]],
    variableNamedWave: [["wave"]],
    unknownVariableFor: [
      ["--by", "aeg", ["age"]],
      ["the outcome", "aeg", ["age"]],
    ],
  },
  designNotes: {
    codesTold: [[["8,9"]]],
    levelsTold: [["age=<30,30+"]],
    listed: [[[label, label]]],
    rowsUsed: [
      [{ rows: 9, used: 7, missing: 1, deleted: 0, outside: 1 }],
      [{ rows: 9, used: 7, missing: 1, deleted: 1, outside: 1 }],
    ],
    rowsUnknown: [[2]],
    rowsWeightless: [[1], [2]],
    weightsSum: [[12.5]],
    kishSize: [[7]],
    discardedReplicates: [[2]],
    condition: [["age > 40"]],
    derivedVariable: [["x = 1"]],
  },
  designs: {
    correctionOfWave: [["2022"]],
    correctionVaries: [["north"], [""]],
    numberTooLarge: [[1e50]],
    largerThanPopulation: [["north"], [""]],
    lonelyNames: [[[""]]],
    lonelyStrata: [[[""]]],
    roleMissing: [["stratum"], ["cluster"]],
    sizeUntold: [
      ["2022", "north"],
      ["2022", ""],
    ],
    clustersUntold: [["2022"]],
    tooManyRows: [
      [5400, 90, 100_000],
      [200_000, 1, 100_000],
    ],
  },
  drafts: {
    datesToConvert: [["day", ["dmy", "mdy"]]],
    weightFound: [[371], [1]],
    wholeWeight: [[3]],
    weightOrBody: [[90]],
    strataFound: [[4]],
    clusterFound: [[40]],
    nestedUnits: [["psu"]],
    oneWeight: [[24]],
    correctionFound: [[true], [false]],
    aboutDraft: [["survey", 371, 8]],
    keptAsTexts: [["1 234"]],
    numbersBut: [[["NO"]]],
    textsAmongNumbers: [[["x"]]],
    freeText: [[350]],
    manyDates: [[500]],
    replicatesLeft: [["rep"]],
    maybeMissing: [[["99"]]],
    partConcluded: [["weight", "w", label]],
    partToChoose: [["cluster", ["a", "b"]]],
    partLeft: [["fpc", "n", label]],
    partsNotFound: [[true, true, true]],
    codesConcluded: [
      [["9"], ["q1"], "labelled"],
      [["9"], ["q1"], "apart"],
      [["9"], ["q1", "q2"], "maybe"],
    ],
    columnsLeftOut: [[["a", "b"]]],
    readWith: [["my/"]],
  },
  expressions: {
    unlikeValues: [["if()"]],
    restUntold: [[[]], [["a", "b"]]],
    classBetween: [["30", "50"]],
    partNotDate: [[label]],
    badSyntax: [[expressions.expressionText, label, 3]],
    lacks: [
      [label, ")"],
      [label, undefined],
    ],
    theSymbol: [["("]],
    goesOn: [[")"]],
    commaForPoint: [["0.5"]],
    missingAsked: [["missing(x)"]],
    noFunction: [["sin", ["abs", "exp"]]],
    partNotNumber: [[label]],
    partNotCondition: [[label]],
    neitherNumberNorCondition: [[label]],
    neverEqual: [[label, label]],
    neverAmong: [[label]],
    variableIsNumber: [["age"]],
    writtenOtherwise: [["age"]],
    noSuchLevel: [
      ["sex", "Man", [{ name: "man", label }]],
      ["sex", "3", [{ name: "1", label }]],
    ],
    codeDeclaredMissing: [["sex"]],
    nameWithSpaces: [["a zone"]],
    textUnquoted: [["North", 'zone == "North"']],
    nameSuggestion: [
      ["aeg", ["age"]],
      ["cut(age, 3)", ["age"]],
    ],
    unknownVariable: [["aeg", ["age", "sex"]]],
    derivedUndefined: [["log(inc)"]],
    conditionUndefined: [["log(inc)"]],
    declaredUndefined: [["log(inc)"]],
    levelNotDate: [["day"]],
    datesUntold: [[label, ["dmy"]]],
    dayOrderTold: [[["dmy"]], [["dmy", "mdy"]]],
  },
  explanations: {
    alsoNamed: [
      ["figure", ["model:a"]],
      ["finding", ["model:a"]],
    ],
    acceptedValues: [[label, label]],
    allowedValues: [[label, label, label]],
    placeOf: [
      [label, label, 1, label],
      [label, label, 1, undefined],
    ],
    regressionOf: [[label, label, label, "2022"]],
    atLeastOf: [[label, label]],
    contrastOf: [[label, label, label, label]],
    timesFactor: [[label]],
  },
  figures: { dataLack: [[["age"]]] },
  footnotes: {
    onSynthetic: [[label]],
    likeSource: [[label]],
    unanswered: [[label]],
    answered: [[label]],
    waveTitle: [["2022"]],
    fieldOfWave: [["2022", label]],
    respondentsOf: [[label]],
  },
  httpServers: {
    addressNotUnderstood: [["trino://user@host:8080/catalog/schema"]],
    userAbsent: [["TRINO_USER"]],
    passwordInClear: [["TRINO_PASSWORD"]],
    loginRefused: [["TRINO"]],
    otherProtocol: [["Trino"]],
    answerLate: [[300]],
  },
  files: {
    columnAbsent: [
      ["aeg", ["age", "sex"]],
      ["aeg", ["age", ""], label],
    ],
    sameNameInHeader: [[["x...1", "x...2"]]],
    sheetAbsent: [["2021", ["2022"]]],
    severalInZip: [[["a.csv", "b.csv"]], [[]]],
    notRange: [[[]], [["income"]]],
    twoSheets: [["2022"]],
    emptySheet: [[[]], [["2022"]]],
    damagedWorkbook: [["xl/styles.xml"]],
    largeWorkbook: [["xl/styles.xml"]],
    scatteredCells: [[2001, 16_384]],
    rangeEmpty: [["A1:H40"]],
    headerBeyondRange: [[3, 2]],
    beyondEnd: [
      [9, 4, "row"],
      [9, 4, "line"],
    ],
    secondTable: [["A4:H20"]],
    whyUnreadable: [["ENOENT"], ["EACCES"]],
    unreadableFile: [["ENOENT"], ["EACCES"]],
    wrongWidth: [
      [1, 2],
      [3, 2],
    ],
    notNumber: [
      ["age", "point"],
      ["age", "comma"],
    ],
    unitOfText: [["rate", "12.5"]],
    impossibleDate: [["day", "dmy"]],
    tooLarge: [[812.4, 500]],
    longRecord: [[8]],
    commaOfText: [["age"]],
    commaUntold: [[true], [false]],
    pointUntold: [[true], [false]],
    notUtf8: [[[{ encoding: "windows-1252", text: '"Médecin"' }]]],
    notOfEncoding: [["utf-16le"]],
    codesNotNumbers: [["dep"]],
  },
  flags: {
    moreNotices: [[3]],
    noData: [["panel"]],
    twoData: [["panel"]],
    declaredDesign: [["--weight"]],
    declaredVariables: [["--levels"]],
    definitionsUnused: [[["s", "t"]]],
    fileFirst: [["a.csv"]],
    unknownDataset: [["x", ["y"]]],
    replicatesStandFor: [["strata"]],
  },
  flagValues: {
    someOf: [[["a", "b"]]],
    firstStageAlone: [["cluster"], ["correction"]],
    wholeNumberFrom: [[1, 9]],
    twoNumbers: [["0.4,2.5"]],
    decimalPoint: [["quantile=0.9"]],
  },
  margins: {
    levelTwice: [["sex"]],
    wrongSum: [["sex", label]],
    sumOfOthers: [["age", 99.5]],
    givenPopulation: [[100]],
    wrongShares: [["sex"]],
    shareOfNumber: [["age"]],
    levelOfNobody: [
      ["sex", "Man", [{ name: "man", label }]],
      ["sex", "man", []],
    ],
    marginNotPositive: [["sex", "man"]],
    levelWithoutMargin: [["sex", ["man", "woman"]]],
    auxiliaryMissing: [
      [1, "age"],
      [2, "age"],
    ],
  },
  modelNotes: {
    formulaNote: [["y ~ x"]],
    formulaOfOutcome: [["y ~ x", label]],
    ofOutcomeAlone: [["y", label]],
    levelModelled: [
      ["owns", ["yes"], "no"],
      ["class", ["2", "3"], "1"],
    ],
    studentTests: [[12], [undefined]],
    modelMethod: [[label, label]],
    fitNote: [
      [
        {
          deviance: 12.5,
          nullDeviance: 20,
          dispersion: 1,
          nagelkerke: 0.25,
          coxSnell: 0.2,
          aic: 30,
          bic: 40,
          effectiveParameters: 2,
        },
      ],
      [
        {
          deviance: 12.5,
          nullDeviance: 12.5,
          dispersion: 2,
          nagelkerke: null,
          coxSnell: null,
          aic: null,
          bic: null,
          effectiveParameters: null,
        },
      ],
    ],
    influenceNote: [
      [{ line: 4, row: 3, cook: 0.5, leverage: 0.1 }],
      [{ source: "2022", row: 3, cook: 0.5, leverage: 0.1 }],
    ],
    joinedLevels: [[["a", "b"]]],
    crossedFactors: [[["a", "b"]]],
    aliasedColumns: [[["a", "b"]]],
    absentLevelsNote: [[[{ variable: "sex", levels: ["man"] }]]],
    lonelyLevelsNote: [[[{ variable: "sex", level: "man" }]]],
    discardedFitsNote: [
      [3, 16],
      [16, 16],
    ],
  },
  modelRequests: {
    noSuchLink: [["poisson", ["log"]]],
    noModel: [[label]],
    noModels: [[[label, label]]],
  },
  modelResults: {
    derivedFrom: [["xsq"]],
    makesAnother: [["cut(age, 30)"]],
    numberWithoutLevels: [["age"]],
    notInModel: [["aeg", ["age"]]],
  },
  modelTitles: {
    withLink: [[label, "probit"]],
    titledLabel: [[label, label]],
    outcomeOfLevels: [[label, [label], label]],
    ofOutcome: [[label, label]],
    capitalised: [[label, label]],
    starLegend: [[[{ below: 0.05, mark: "*" }]]],
    forestCaption: [[label, label, [12, 12]]],
  },
  models: {
    crossedWithItself: [["age"]],
    noFunctionOfFormula: [
      ["sin", ["exp", "log"]],
      ["relevel", []],
    ],
    referenceOfNoFactor: [[["sex"]], [[]]],
    tooManyLevels: [["age", 600]],
    tooManyColumns: [[2500, 20000, 707]],
    noCovariate: [["log(age)"]],
    noOutcome: [["log(age)"]],
    outcomeNotNumber: [
      ["sex", "linear"],
      ["sex", "quasipoisson"],
    ],
    outcomeOutside: [
      ["age", "logistic", label],
      ["age", "poisson", label],
      ["age", "quasilogistic", label],
    ],
    nameZero: [["owns", 1]],
    makeCondition: [["age", 40]],
  },
  noEstimates: {},
  page: {
    outcomeOf: [
      [0, 0],
      [1, 0],
    ],
    rowsShown: [[3]],
  },
  cellBounds: { cellBoundsNote: [[5]] },
  disclosure: {
    withheldNote: [
      [5, 0],
      [5, 4],
    ],
    withheldTold: [[5, 1, 3]],
    withheldOfStudy: [
      [5, 0, 0],
      [5, 4, 1],
    ],
    quantitiesWithheld: [[5, 1, 3]],
    fewerThanLeast: [[5]],
    noPattern: [[5]],
    tooManyToProtect: [[4000]],
  },
  definitions: {
    percentOf: [[label, label]],
    countOf: [[label, label]],
    meanOf: [[label]],
    changeOf: [[label]],
    inWaves: [[["2019"]], [["2019", "2022"]]],
    amongThose: [[[label, label]]],
  },
  outputs: {
    unwritable: [["EACCES"]],
    sheetTooLarge: [[2, 20_000, [1_048_576, 16_384]]],
    documentTooLong: [[20_000, 10_000]],
    writtenByAnother: [["out/.panel-0"]],
    leftoverCleared: [["out/.panel-0"]],
    nothingWritten: [["SIGINT"]],
    needsFile: [["xlsx", "--out"]],
    dialectOfCsv: [["text"]],
    unclearFormat: [[["csv"]]],
    nameOfOtherFormat: [
      ["docx", ".docx"],
      ["junit", undefined],
    ],
    textsCut: [[2, 32767]],
    writtenTo: [["x.csv"]],
  },
  publishedWorkbooks: {
    otherReference: [["Homme", "Femme"]],
    hiddenCells: [["Feuille 1", 2, 1]],
    comparedNumbers: [
      ["ER1245.xlsx", 120, 0],
      ["ER1245.xlsx", 120, 4],
    ],
    moreLabels: [[250]],
    absentTables: [[["Graphique 1", "Graphique 2"]]],
  },
  refusals: {
    oneLevel: [["sex", "man"]],
    referenceAbsent: [["sex", "man", ["woman"]]],
    constantOutcome: [["owns", "1"]],
    neverOutcome: [["owns", "1"]],
    roundingErrors: [["age"]],
    separatedCell: [
      ["owns", "1", [["sex", "man"]]],
      [
        "owns",
        "1",
        [
          ["sex", "man"],
          ["age", "old"],
        ],
      ],
    ],
    separatedBy: [[["age"]], [["age", "income"]]],
  },
  reproduction: {
    reportWritten: [["reports"]],
    agreement: [
      [true, false, { uncomputed: 2, of: 9 }],
      [true, true, { uncomputed: 0, of: 9 }],
      [false, false, { uncomputed: 1, of: 9 }],
      [false, true, { uncomputed: 0, of: 9 }],
    ],
    boundsNotShown: [["er"]],
    linkedRespondents: [[1477, 1552, "2022", "2019"]],
    heldOutReproduced: [[14, 22, { fr: "0,8", en: "0.8" }, 1]],
    figuresFound: [[1, 2]],
    knownParts: [[["calibrated"]], [["calibrated", "fpc"]]],
    knownDesignNote: [[["calibrated", "fpc"], [{ name: "2022", margins: "Region" }]]],
    panelWritten: [[1, "x.xlsx"]],
  },
  samples: {
    unknownWave: [["2021", ["2022"]]],
    unknownCalibration: [[[]], [["raked"]]],
    marginUnmet: [["w", "sex=man", 12]],
    noReplicates: [["rep"]],
    replicateCount: [[3, 4, "w.json"]],
    factorsOfReplicates: [[12]],
    replicatesOfOthers: [["w"], [null]],
  },
  schemas: {
    oneCheck: [[["mixture", "product"]]],
    oneRecipe: [[["cut", "recode"]]],
    wrongLevelCount: [
      ["cut", 1, 2],
      ["cut", 2, 1],
    ],
    brokenYaml: [
      ["bad indentation of a mapping entry", "a:\n  b: 1\n c: 2", 11],
      ["bad indentation of a mapping entry", "a: @x", 3],
      ["something new", "", 0],
    ],
  },
  sources: {
    severalDatasets: [["panel4"]],
    failedCheck: [["bill", label]],
    otherThanExpected: [[label]],
    leftByFigures: [["63", "64"]],
    possibleFrom: [["63", "64"]],
    claimsShown: [[3, 109]],
  },
  comparisons: {
    inputsDiffer: [[["a.csv", "b.csv"]]],
    comparedValues: [
      [0, 12, 3, 1e-8],
      [1, 12, 3, 1e-8],
      [2, 12, 3, 1e-8],
    ],
  },
  studies: {
    unknownName: [
      ["dataset", "x", ["y"]],
      ["study", "x", ["y"]],
      ["wave", "x", ["y"]],
      ["variable", "x", ["y"]],
      ["section", "x", ["y"]],
      ["unit", "x", ["y"]],
      ["chart", "x", ["y"]],
      ["table", "x", ["y"]],
      ["model", "x", ["y"]],
      ["covariate", "x", ["y"]],
    ],
    unknownLevel: [["sex", "Man", ["man"]]],
    folderWithoutSlash: [
      ["study", "mine"],
      ["source", "mine"],
    ],
    unknownStudy: [
      ["x", ["y"]],
      ["x", []],
    ],
    noWaveDeclared: [[["2022"]]],
    levelUndeclared: [["Man", ["man"]]],
    notOfFile: [["skip"]],
    sameCode: [[true], [false]],
    oneFileManyWaves: [[2, "panel"]],
    fieldMissing: [["key"]],
    quantilesOfNumber: [["towns", "sex", ["size"]]],
    linksForward: [["2022", ["2019"]]],
    usesLater: [["aeg", ["age"]]],
    wrongInput: [
      ["cut", "numeric"],
      ["recode", "categorical"],
    ],
    cannotBeTuned: [[7, ["f1", "f2"]]],
  },
  tableNotes: {
    proportionIntervals: [
      [label, label, true, true],
      [label, label, false, false],
    ],
    studentIntervals: [
      [label, true],
      [label, false],
    ],
    woodruffIntervals: [[label]],
    lowerLimit: [[label]],
    upperLimit: [[label]],
  },
  tableFiles: {
    testOrTrue: [[["first", "second"]]],
    unknownField: [
      ["weigth", ["data", "weight"]],
      ["zz", ["data", "weight"]],
    ],
  },
  tables: {
    percentAndMeans: [
      [label, true],
      [label, false],
      [undefined, true],
    ],
    formatOfTables: [[["text", "xlsx"]]],
    meanOfFew: [["class", 4]],
    noEstimateIn: [[label, label, label]],
    noIntervalOf: [[label, label, label]],
  },
  usage: {
    surplusWords: [[["age", "sex"]]],
    optionOfOthers: [["--stat", ["panel estimate"]]],
    commandElsewhere: [[["panel weight calibrate"]]],
    idsOfStudy: [["er1245"]],
    seeHelp: [["panel crosstab"]],
    usageError: [["commander.unknownOption", "error: unknown option '--x'"]],
    refusedBySystem: [
      ["EMFILE", undefined],
      ["EMFILE", "a.csv"],
    ],
    unexpectedError: [["TypeError"]],
  },
  workbooks: {
    tablesFound: [
      [1, 1],
      [3, 2],
    ],
    sheetsWithoutTable: [[["Sommaire"]]],
    hiddenSheets: [[["a"]]],
    hiddenCells: [["a", 1, 2]],
  },
  weightNotes: {
    stepTitle: [[label, "w"]],
    writtenWith: [["out.csv", "out.csv.json"]],
    ratioAxis: [[true], [false]],
    calibratedBy: [
      ["logit", bounds, 4],
      ["linear", undefined, undefined],
    ],
    scaledFirst: [[2]],
    redundantMargins: [[["sex"]]],
    rowsOutside: [[1], [2]],
    zeroWeightsAside: [[1], [2]],
    negativeWeights: [[1], [2]],
    sharesNormalised: [["sex", 99.9]],
    extremeRatios: [[2]],
    ratiosAtBounds: [[1, 2]],
    responseByClasses: [[["sex", "age"]]],
    responseByPropensity: [["age"]],
    responseByQuantiles: [["age", 5]],
    respondentsOf: [[1, 2]],
    ineligibleKeep: [[3]],
    replicatesAdjusted: [[8, "--weight w --replicates w_rep"]],
    trimmedTo: [
      [{ low: 5, high: 200 }, 3, 1],
      [{ low: 0, high: Number.POSITIVE_INFINITY }, 3, 1],
    ],
    replicatesBy: [["jk1", 12, "--replicates rep"]],
  },
  weightSteps: {
    withoutEffect: [["--method bootstrap"]],
    needsBounds: [["logit"]],
    hasNoBounds: [["linear"]],
    zeroWeight: [["w"]],
    noResponseModel: [[label]],
    tooManyReplicates: [[9, 9]],
    replicateNotAdjusted: [["rep1", label]],
    otherKindOfFile: [[".csv"]],
  },
  aggregates: {},
  columnar: { encrypted: [["Parquet"]] },
  conversions: {
    noKindOfRows: [[[".csv", ".xlsx"]]],
    textTooLong: [[32_767]],
    blankRows: [[2]],
    spacesLost: [["g"]],
    labelsIn: [["out.yaml"]],
    declarationOfOthers: [["out.yaml"]],
  },
  engines: { tableToChoose: [[["a", "b"]]], tableAbsent: [[["a", "b"]], [[]]] },
  servers: {
    schemeUnknown: [[["postgres"]]],
    addressUnreadable: [["postgres"]],
    parameterUnknown: [[["sslmode"]]],
    notSeconds: [["connect_timeout"]],
    tlsModeUnknown: [[["disable", "require"]]],
    tlsWeak: [["disable"], ["require"], ["verify-ca"]],
  },
  formats: {
    notOfFormat: [["Stata"]],
    versionNotRead: [["Stata", "113, 114"]],
    cutShort: [["Stata"]],
    damagedPart: [["Stata", label]],
    noLayoutOfStored: [["--skip"]],
    textNotInEncoding: [["utf-8"]],
  },
  rds: {},
  sas: {},
  spss: {},
  stata: {},
  transport: {},
  weights: {
    partsLost: [["out.xlsx", [{ fr: "les graphiques", en: "charts" }]]],
    boundsLoseSum: [[2.5]],
    silentClasses: [[1], [2], [6]],
    needsNoStrata: [[3]],
    needsPairs: [
      [3, "north"],
      [3, ""],
    ],
    cannotLeaveOut: [
      ["jackknife", [""]],
      ["bootstrap", [""]],
    ],
    noHistory: [[label]],
    notJson: [
      ["Unexpected end of JSON input"],
      ["Unexpected token } in JSON at position 4"],
      ["EISDIR: illegal operation on a directory, read"],
    ],
    inField: [
      ["steps.0", label],
      ["", label],
    ],
  },
};

/** Texts that are the same in both languages. */
const same = new Set([
  // Expressions and formulas are written in one language.
  expressions.expressionText.example.en,
  models.formulaText.example.en,
  // The same word in both languages.
  analyses.variables(1).en,
  analyses.variables(3).en,
  page.pageWords.outcome.en,
  page.pageWords.section.en,
  tableNotes.intervalMethods.logit.en,
  weightNotes.stepNames["post-stratify"].en,
  modelTitles.ratioNames["odds ratio"].en,
  modelTitles.modelTitles.coefficient.en,
  modelTitles.modelTitles.coefficients.en,
]);

/** All labels inside a message, with the message's name. */
function labelsOf(name: string, message: unknown): (readonly [string, Label])[] {
  if (typeof message !== "object" || message === null) return [];
  if ("fr" in message && "en" in message) return [[name, message as Label]];
  return Object.entries(message).flatMap(([part, inside]) => labelsOf(`${name}.${part}`, inside));
}

const labels = Object.entries(areas).flatMap(([area, messages]) =>
  Object.entries(messages).flatMap(([name, message]) => {
    const given = (samples[area as keyof typeof areas] as Record<string, readonly unknown[][]>)[name];
    const made =
      typeof message === "function" ? given!.map((args) => message(...(args as never[]))) : [message];
    return made.flatMap((one) => labelsOf(`${area}.${name}`, one));
  }),
);

test("every file of messages is among the areas", () => {
  const present = readdirSync(join(root, "src", "text", "messages")).map((file) => file.replace(/\.ts$/, ""));
  expect(Object.keys(areas).sort()).toEqual(present.sort());
});

test.each(labels)("%s is told in both languages", (_, { fr, en }) => {
  expect(fr.trim()).not.toBe("");
  expect(en.trim()).not.toBe("");
  if (!same.has(en)) expect(fr).not.toBe(en);
  expect(`${fr} ${en}`).not.toMatch(/undefined|\[object/);
});

test("French texts have a space before : ; ! ? and inside quotation marks", () => {
  const wrong = labels.filter(([, { fr }]) => /\S[;!?]|\S:(\s|$)|«\S|\S»/u.test(fr));
  expect(wrong).toEqual([]);
});

test("French texts have decimal commas, but in what is to be typed", () => {
  const typed = new Set([
    "calibration.tightestAre",
    "expressions.commaForPoint",
    "files.unitOfText.advice",
    "flagValues.ratiosAroundOne",
    "flagValues.twoNumbers",
    "flagValues.twoRatios",
    "schemas.notPlainNumber",
    "weightSteps.needsBounds.advice",
  ]);
  const wrong = labels.filter(
    ([name, { fr }]) => !typed.has(name) && /(?<![\w.,])\d+\.\d+(?![\w.])/u.test(fr),
  );
  expect(wrong).toEqual([]);
});
