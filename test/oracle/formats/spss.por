ASCII SPSS PORT FILE                    ASCII SPSS PORT FILE                    
ASCII SPSS PORT FILE                    ASCII SPSS PORT FILE                    
ASCII SPSS PORT FILE                    0000000000000000000000000000000000000000
0000000000000000000000000123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst
uvwxyz .<(+|&[]!$*);^-/|,%_>?`:$@'="000000~-0000123456789000-()0{}\0000000000000
00000000000000000000000000000000000000000000000000000000SPSSPORTA8/202611296/100
4351E/GNU pspp 1.6.23J/x86_64-pc-linux-gnu65/POIDS4L/5B/70/2/ID5/8/0/5/8/0/85/CQ
/Identifiant de l'enquêté70/8/IDENTIFI5/9/2/5/9/2/90/839/CN/Étiquette très l
ongue71/4/SEXE1/1/0/1/1/0/81/Z7K/7/COMMUNE1/K/0/1/K/0/70/5/POIDS5/9/3/5/9/3/B-39
/-1/70/1/DK/B/0/K/B/0/70/2/ADN/A/0/N/A/0/70/2/ED18/A/0/18/A/0/70/2/SD19/A/0/19/A
/0/70/2/JDO/7/0/O/7/0/70/2/MYS/8/0/S/8/0/70/1/QT/8/0/T/8/0/70/2/WK10/A/0/10/A/0/
70/2/DTM/K/0/M/K/0/70/2/TIL/B/2/L/B/2/70/3/DTIP/E/0/P/E/0/70/2/WDQ/9/0/Q/9/0/70/
1/MR/9/0/R/9/0/85/86/87/78F/4/A2551/8F/0/1/8F/0/78/2/A81/8/0/1/8/0/79/2/A91/9/0/
1/9/0/88/manquan D1/2/ID3/1/2/un2/4/deux3.F/D/trois et demiD1/4/SEXE3/1/F5/Femme
1/H5/Homme1/ZC/Non réponseD1/7/COMMUNE1/K/Île-de-Bréhat     8/Une îleD1/5/PO
IDS1/-39/6/manqueD1/2/A91/9/manquant9O/Étiquette de long texteE2/L/DOCUMENT 'Un
e ligne'.O/   (Entered 29 Nov 2026)F1/1.F/1/HK/Paris               1.7F/IRNI+3/I
20KO00/3600/IT2G+3/IT2G+3/IQKSO00/ITLSC00/IT2CO00/GMPJI01/1K9Q.NC/6O85/2/5/8F/a�
�üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü�
�üüüüüüüüüüüüüüüüüüüüüü                                   
                                                                                
             8/ABCDEFGH9/manquant92/-1FLM7R13A/1/FK/Île-de-Bréhat     .9TL/I1O
8O00/DLSF600/3600/MALI00/DLSF600/GMMAC00/GMPJI00/GO4HI00/GMPJHTT/3A00/-3601/7/C/
8F/aüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü
üüüüüüüüüüüüüüüüüüüüüüüüü                              
                                                                                
                  8/ABCDEFGH9/manquant93/*.1/ K/Œuf – naïve     *.*.*.*.*.*.
*.*.*.*.*.*.*.*.8F/aüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü
üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü              
                                                                                
                                  8/ABCDEFGH9/manquant94/4H56.NK3/1/ K/         
           -39/15BEB600/I20KO00/I1OC+3/I1OC+3/I1OC+3/I1OC+3/I1EHI00/I1OC+3/I20MC
00.7F/0/0/1/1/8F/aüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü
üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü                
                                                                                
                                8/ABCDEFGH9/autre    5/39/1/ZK/Z                
   R-3/IRNI+3/I20KO00/3600/IT2G+3/IT2G+3/IQKSO00/ITLSC00/IT2CO00/GMPJI01/1K9Q.NC
/6O85/2/5/8F/aüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü
üüüüüüüüüüüüüüüüüüüüüüüüüüüüüü                    
                                                                                
                            8/ABCDEFGH9/manquant9ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ
