* Writes spss.sav, spss-plain.sav, spss.zsav and spss.por with GNU PSPP; spss.R runs it from this folder.
SET LOCALE='UTF-8'.
DATA LIST LIST NOTABLE /id (F8.0) identifiant_long (F8.2) sexe (A1) commune (A20) poids (F8.3) d (DATE11) ad (ADATE10)
  ed (EDATE10) sd (SDATE10) jd (JDATE7) my (MOYR8) q (QYR8) wk (WKYR10) dt (DATETIME20) ti (TIME11.2) dti (DTIME14)
  wd (WKDAY9) m (MONTH9).
BEGIN DATA
1 1.5 "H" "Paris" 1.25 "01-JAN-2020" "02/29/2000" "15.10.1582" "2020/12/31" "2020366" "MAR 2019" "3 Q 2021" "53 WK 2020" "01-JAN-1970 00:00:01" "12:34:56.78" "2 03:04:05" "MON" "MAY"
2 -1e12 "F" "Île-de-Bréhat" 0.333 "31-DEC-1999" "01/01/1900" "15.10.1582" "1600/01/01" "1900001" "DEC 1969" "1 Q 1970" "1 WK 1971" "31-DEC-1969 23:59:59" "25:00:00" "-1 00:00:01" "SAT" "DEC"
3 . "" "Œuf – naïve" . . . . . . . . . . . . . .
4 123456.789 " " "" -99 "29-FEB-2400" "02/29/2000" "01.01.2000" "2000/01/01" "2000001" "JAN 2000" "4 Q 1999" "1 WK 2000" "29-FEB-2000 12:00:00.25" "0:00:00" "0 00:00:00" "SUN" "JAN"
5 99 "Z" "Z" 0.001 "01-JAN-2020" "02/29/2000" "15.10.1582" "2020/12/31" "2020366" "MAR 2019" "3 Q 2021" "53 WK 2020" "01-JAN-1970 00:00:01" "12:34:56.78" "2 03:04:05" "MON" "MAY"
END DATA.
STRING vls (A300) /a255 (A255) /a8 (A8) /a9 (A9).
COMPUTE vls = CONCAT(RPAD("",254,"x"), "éàü", RPAD("",20,"y"), "fin é").
IF id=2 vls = "court".
IF id=3 vls = "".
COMPUTE a255=CONCAT("a",RPAD("",127,"ü")).
COMPUTE a8="ABCDEFGH".
COMPUTE a9="manquant9".
IF id=4 a9="autre".
VARIABLE LABELS id 'Identifiant de l''enquêté' identifiant_long 'Étiquette très longue'.
VALUE LABELS sexe 'H' 'Homme' 'F' 'Femme' 'Z' 'Non réponse' /id 1 'un' 2 'deux' 3.5 'trois et demi' /poids -99 'manque'.
ADD VALUE LABELS commune 'Île-de-Bréhat' 'Une île' /a9 'manquant9' 'Étiquette de long texte' /vls 'court' 'étiquette très longue'.
MISSING VALUES id (5) identifiant_long (LO THRU 0, 99) poids (-99 THRU -1) sexe ('Z') m (5,6,7) a9 ('manquan').
FILE LABEL Étude panel 2024.
WEIGHT BY poids.
DOCUMENT 'Une ligne'.
SAVE OUTFILE='spss-plain.sav' /UNCOMPRESSED.
SAVE OUTFILE='spss.sav' /COMPRESSED.
SAVE OUTFILE='spss.zsav' /ZCOMPRESSED.
DELETE VARIABLES vls.
EXPORT OUTFILE='spss.por'.
