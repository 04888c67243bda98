package org.heliograph.cms.media;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an SVG may hold: what draws, and nothing that acts, moves or loads. Names are those of SVG 1.1 and 2. */
final class SvgRules {

    private static final Set<String> ELEMENTS = words("""
            svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath image
            linearGradient radialGradient stop clipPath mask pattern marker filter switch style
            feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
            feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode
            feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
            """);

    private static final Set<String> ATTRIBUTES = words("""
            id class style lang tabindex role version baseProfile width height viewBox preserveAspectRatio x y x1 y1 x2 y2
            cx cy r rx ry fx fy fr d points pathLength transform dx dy rotate textLength lengthAdjust startOffset method
            spacing side offset gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits
            patternTransform clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient
            filterUnits primitiveUnits in in2 result mode type values tableValues slope intercept amplitude exponent
            operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode preserveAlpha surfaceScale
            diffuseConstant specularConstant specularExponent kernelUnitLength scale xChannelSelector yChannelSelector
            azimuth elevation pointsAtX pointsAtY pointsAtZ limitingConeAngle z stdDeviation radius baseFrequency
            numOctaves seed stitchTiles systemLanguage requiredFeatures
            alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters
            color-rendering direction display dominant-baseline fill fill-opacity fill-rule filter flood-color
            flood-opacity font-family font-size font-size-adjust font-stretch font-style font-variant font-weight
            image-rendering isolation letter-spacing lighting-color marker-end marker-mid marker-start mask mask-type
            mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke
            stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
            stroke-width text-anchor text-decoration text-rendering transform-origin unicode-bidi vector-effect
            visibility word-spacing writing-mode
            """);

    private static final Pattern INNER = Pattern.compile("#[^\\s\"'()<>]{1,200}");
    private static final Pattern PICTURE =
            Pattern.compile("data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\\s]*");
    private static final Pattern FUNCTION = Pattern.compile("url\\s*\\(\\s*(['\"]?)\\s*([^)]*)");
    private static final Pattern ACTIVE = Pattern.compile(
            "@import|@font-face|@namespace|@charset|expression|javascript|vbscript|behavior|-moz-binding|image-set|image\\s*\\("
                    + "|src\\s*\\(|attr\\s*\\(|element\\s*\\(|cross-fade|//");

    private SvgRules() {}

    private static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    static boolean isElement(String name) {
        return ELEMENTS.contains(name);
    }

    /** Whether an attribute may stand on an element with this value. */
    static boolean isAttribute(String element, String name, String value) {
        if (name.equals("href")) {
            return INNER.matcher(value).matches()
                    || element.equals("image") && PICTURE.matcher(value).matches();
        }
        return ATTRIBUTES.contains(name) && isHarmlessCss(value);
    }

    /** Whether a style, or a value that may hold one, loads nothing and runs nothing. In doubt it does. */
    static boolean isHarmlessCss(String css) {
        // Escapes and comments can spell any word in another way.
        String plain = css.toLowerCase(Locale.ROOT).replaceAll("/\\*.*?\\*/", "");
        if (plain.indexOf('\\') >= 0
                || plain.contains("/*")
                || ACTIVE.matcher(plain).find()) {
            return false;
        }
        Matcher address = FUNCTION.matcher(plain);
        while (address.find()) {
            if (!address.group(2).startsWith("#")) {
                return false;
            }
        }
        return true;
    }
}
