/** The examples of the help, the only place in the code that names a study or a variable. */
export const examples = {
  panel: `
Examples:
  $ panel reproduce er1245                              on the embedded synthetic panel
  $ panel reproduce er1245 --data my-panel/ --strict    on your microdata, described by my-panel/dataset.yaml
  $ panel figures er1245 --search "en ligne"            what the publication says of online appointments
  $ panel describe --data survey.csv                    the variables of any file
  $ panel crosstab owns --by sex,age --data survey.csv --weight w --strata region
  $ panel estimate income --stat median --by region --data survey.csv --weight w --strata region
  $ panel model "owns ~ age + sex * region" --family logistic --data survey.csv --weight w --strata region
  $ panel weight calibrate --data survey.csv --weight w --margins margins.csv --method raking --out weighted.csv
`,

  crosstab: `
Examples:
  $ panel crosstab secretariat --by sexe,tranche_age --dataset panel4
  $ panel crosstab secretariat --dataset panel4 --wave 2019,2022 --lang fr
  $ panel crosstab awards --by stype --data apistrat.csv --weight pw --strata stype --fpc fpc --test
`,

  estimate: `
Examples:
  $ panel estimate age --stat mean --by sexe --test --dataset panel4
  $ panel estimate enroll --stat total --data apiclus1.csv --weight pw --cluster dnum --fpc fpc
  $ panel estimate api00 --stat quantile=0.9 --by stype --data apistrat.csv --weight pw --strata stype
`,

  model: `
Examples:
  $ panel model "secretariat ~ tranche_age3 + sexe + mode" --family logistic --reference secretariat=Non --dataset panel4
  $ panel model "nb_canaux ~ sexe * mode" --family poisson --margins sexe --contrast mode --adjust holm --dataset panel4
  $ panel model "~ sexe + volume" --outcome nb_canaux,nb_canaux_publies --family poisson --dataset panel4 --chart forest.svg
  $ panel model "api00 ~ ell + I(meals - 50) + log(enroll)" --family linear --data apistrat.csv --weight pw --strata stype
`,

  weight: `
Examples:
  $ panel weight calibrate --data survey.csv --weight w --margins margins.csv --method raking --out weighted.csv
  $ panel weight calibrate --data survey.csv --weight w --margins margins.csv --method logit --bounds tightest --out weighted.csv
  $ panel weight rake --data survey.xlsx --sheet rows --weight w --margins margins.csv --chart ratios.svg --out weighted.xlsx
  $ panel weight post-stratify --data survey.csv --weight w --margins cells.csv --out weighted.csv
  $ panel weight nonresponse --data sample.csv --weight w --respondent "answered == 1" --propensity "age + region" --quantiles 5 --out respondents.csv
  $ panel weight trim --data weighted.csv --weight w_calibrated --bounds 5,200 --out trimmed.csv
  $ panel weight replicate --data survey.csv --weight w --strata region --method bootstrap --seed 1 --calibrate-replicates margins.csv --out replicated.csv
  $ panel weight diagnose --data weighted.csv --weight w_calibrated --base-weight w --margins margins.csv
`,
};
