# survey 4.1 centres a stratum of one cluster at zero under `survey.lonely.psu = "adjust"`; 4.3 and later centre it at the
# mean of the totals of all clusters in the strata that the domain meets. This computes the later formula explicitly.
onestage_of_4.1 <- survey:::onestage
onestage_mended <- function(x, strata, clusters, nPSU, fpc, lonely.psu = getOption("survey.lonely.psu"), stage = 0, cal) {
  lonely <- nPSU == 1
  if (lonely.psu != "adjust" || !any(lonely))
    return(onestage_of_4.1(x, strata, clusters, nPSU, fpc, lonely.psu, stage, cal))
  centre <- colSums(x) / sum(nPSU[!duplicated(strata)])
  v <- onestage_of_4.1(x[!lonely, , drop = FALSE], strata[!lonely], clusters[!lonely], nPSU[!lonely], fpc[!lonely],
                       lonely.psu, stage, cal)
  for (stratum in unique(strata[lonely])) {
    rows <- which(strata == stratum)
    size <- if (is.null(fpc)) Inf else fpc[rows[1]]
    rest <- if (is.infinite(size)) 1 else (size - 1) / size
    v <- v + rest * tcrossprod(colSums(x[rows, , drop = FALSE]) - centre)
  }
  v
}
assignInNamespace("onestage", onestage_mended, "survey")
