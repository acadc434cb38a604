/**
 * Style by nearest neighbours (Kolkin et al. 2022): every position of the content takes the
 * features of the position of the style that resembles it most.
 */
package sc.fiji.styletransfer.neighbour;
