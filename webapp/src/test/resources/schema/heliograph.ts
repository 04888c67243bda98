// Made by "heliograph types" from the light modules. Changes are lost when it is made again.

/** The languages of content. */
export type Locale = "en" | "zh";

/** What every node has. */
export interface ContentNode {
  /** Last part of the path. */
  "@name": string;
  /** Path in the workspace. */
  "@path": string;
  /** Identifier that stays when the node is moved. */
  "@id": string;
  /** Primary type. */
  "@nodeType": string;
  /** Names of the members that are child nodes, in their order. */
  "@nodes": string[];
  /** With fallbacks=true: properties shown in another language, and in which. */
  "@fallbacks"?: { [property: string]: Locale };
  /** With alternates=true, of an item: the languages that it has values in. */
  "@alternates"?: Alternate[];
}

/** A language version of an item. */
export interface Alternate {
  lang: Locale;
  /** Whether every property that has a value in some language has one in this. */
  complete: boolean;
  /** Address of the version, relative to the host. */
  "@link": string;
}

/** What lang=* shows in place of a localized value. */
export type Translated<T> = { [L in Locale]?: T };

/** A node of a type that no content type describes. */
export interface AnyNode extends ContentNode {
  [member: string]: unknown;
}

/** The answer to a query. */
export interface Page<T> {
  total: number;
  offset: number;
  limit: number;
  /** With cursor, unless this is the last page: the cursor of the next one. */
  nextCursor?: string;
  /** With facets: the most frequent values of each property. */
  facets?: { [property: string]: FacetValue[] };
  results: T[];
}

/** A value and how many items have it. */
export interface FacetValue {
  value: string | number | boolean;
  count: number;
}

/** The body of a refusal. */
export interface ErrorBody {
  error: { code: string; message: string | null };
}

/** An asset that replaces its key. */
export interface Asset {
  "@name": string;
  "@path": string;
  "@id": string;
  /** Address of the file, relative to the host. */
  "@link"?: string;
  metadata?: AssetMetadata;
  /** Alternative text, with includeAlt. */
  alt?: string;
  /** What matters in a picture, from the upper left, 0 to 1; with includeFocus. */
  focus?: { x: number; y: number };
  renditions?: { [name: string]: Rendition };
}

/** A rendition of an asset. */
export interface Rendition {
  mimeType: string;
  link: string;
}

/** What is known of the file of an asset. */
export interface AssetMetadata {
  fileName?: string;
  mimeType: string;
  format?: string;
  caption?: string;
  type?: string;
  title?: string;
  description?: string;
  language?: string;
  rights?: string;
  coverage?: string;
  publisher?: string;
  source?: string;
  identifier?: string;
  relation?: string;
  date?: string;
  created?: string;
  modified?: string;
  fileSize?: number;
  height?: number;
  width?: number;
  creator?: string[];
  subject?: string[];
  contributor?: string[];
}

/** Term. */
export interface GlossaryTerm extends ContentNode {
  "@nodeType": "hg:glossaryTerm";
  /** Term. The house form in each language. */
  title: string;
  /** Number. */
  number?: number;
  /** Abbreviation. */
  abbreviation?: string;
  /** Traditional Chinese. */
  traditional?: string;
  /** Taiwan usage. */
  taiwan?: string;
  /** Definition. */
  definition?: string;
  /** Avoid. Forms that are accepted in quotations only. */
  avoid?: string[];
  /** Sources. */
  sources?: string[];
  /** Reviewed. Checked by a bilingual specialist. */
  reviewed?: boolean;
}

/** Term. */
export interface GlossaryTermSummary extends ContentNode {
  "@nodeType": "hg:glossaryTerm";
  /** Term. The house form in each language. */
  title: string;
  /** Abbreviation. */
  abbreviation?: string;
}

/** Issuing body. */
export interface Issuer extends ContentNode {
  "@nodeType": "hg:issuer";
  /** Full name. The full standard name. */
  title: string;
  /** Short name. */
  shortName?: string;
  /** Level. */
  level: "international" | "national-law" | "party-central" | "state-council" | "ministry" | "province" | "city" | "industry-standard" | "association";
  /** Country. ISO 3166-1 code of two letters, for example CN. */
  country?: string;
  /** Website. */
  url?: string;
}

/** Issuing body. */
export interface IssuerSummary extends ContentNode {
  "@nodeType": "hg:issuer";
  /** Full name. The full standard name. */
  title: string;
  /** Short name. */
  shortName?: string;
  /** Level. */
  level: "international" | "national-law" | "party-central" | "state-council" | "ministry" | "province" | "city" | "industry-standard" | "association";
}

/** Policy article. */
export interface PolicyArticle extends ContentNode {
  "@nodeType": "hg:policyArticle";
  /** Title. As visitors read it; the official title has a field of its own. */
  title: string;
  /** Official title. As the issuing body itself gives it in this language. */
  titleOfficial?: string;
  /** Status of the title. A machine translation must be marked as one. */
  titleStatus?: "official" | "house" | "machine";
  /** URL slug. Part of the page address: lower-case letters, digits and hyphens. */
  slug?: string;
  /** Document number. Never translated, for example 国发〔2021〕23号. */
  docNumber?: string;
  /** Index number. */
  indexNumber?: string;
  /** Issuing bodies. In the order of the document. */
  issuers?: (IssuerSummary | string)[];
  /** Level. */
  level: "international" | "national-law" | "party-central" | "state-council" | "ministry" | "province" | "city" | "industry-standard" | "association";
  /** Document type. */
  docType: "law" | "regulation" | "plan" | "opinion" | "notice" | "measure" | "standard" | "interpretation" | "news";
  /** Region. ISO 3166 code, for example CN or CN-ZJ. */
  region?: string;
  /** Division code. GB/T 2260, for example 330000. */
  regionCode?: string;
  /** Signed on. Not after the date of publication. */
  dateSigned?: string;
  /** Published on. */
  datePublished?: string;
  /** Effective from. */
  dateEffective?: string;
  /** Expires on. */
  dateExpires?: string;
  /** Repealed on. */
  dateRepealed?: string;
  /** Status. */
  status?: "draft-for-comment" | "in-force" | "amended" | "repealed";
  /** Supersedes. */
  supersedes?: (PolicyArticleSummary | string)[];
  /** Superseded by. */
  supersededBy?: (PolicyArticleSummary | string)[];
  /** Implements. */
  implements?: (PolicyArticleSummary | string)[];
  /** Topics. */
  topics?: (TopicSummary | string)[];
  /** Targets. */
  targets?: PolicyArticleTargetsList;
  /** Summary. */
  summary?: string;
  /** Key points. */
  keyPoints?: string[];
  /** Full text. Keep the numbering of the original, such as 一、 and (一). */
  fullText?: string;
  /** Source. */
  source?: PolicyArticleSource;
  /** Rights. */
  rights?: PolicyArticleRights;
  /** Translation. */
  translation?: PolicyArticleTranslation;
  /** Attachments. */
  attachments?: (Asset | string)[];
  /** Related articles. */
  related?: (PolicyArticleSummary | string)[];
  /** Products. */
  products?: (ProductSummary | string)[];
}

export interface PolicyArticleRights extends ContentNode {
  /** Kind. Official text, licensed, quoted or own work. */
  kind: string;
  /** Credit line. */
  creditLine?: string;
}

export interface PolicyArticleSource extends ContentNode {
  /** Publisher. */
  publisher?: string;
  /** Address. */
  url?: string;
  /** Retrieved on. */
  retrieved?: string;
  /** Archived copy. */
  archiveUrl?: string;
  /** SHA-256. */
  sha256?: string;
}

/** Policy article. */
export interface PolicyArticleSummary extends ContentNode {
  "@nodeType": "hg:policyArticle";
  /** Title. As visitors read it; the official title has a field of its own. */
  title: string;
  /** URL slug. Part of the page address: lower-case letters, digits and hyphens. */
  slug?: string;
  /** Document number. Never translated, for example 国发〔2021〕23号. */
  docNumber?: string;
  /** Document type. */
  docType: "law" | "regulation" | "plan" | "opinion" | "notice" | "measure" | "standard" | "interpretation" | "news";
  /** Published on. */
  datePublished?: string;
  /** Status. */
  status?: "draft-for-comment" | "in-force" | "amended" | "repealed";
}

export interface PolicyArticleTarget extends ContentNode {
  /** Target. */
  label: string;
  /** Value. */
  value?: number;
  /** Unit. */
  unit?: string;
  /** Base year. */
  baseYear?: number;
  /** Target year. */
  targetYear?: number;
  /** Scope. */
  scope?: string;
}

export interface PolicyArticleTargetsList extends ContentNode {
  [row: `targets${number}`]: PolicyArticleTarget;
}

export interface PolicyArticleTranslation extends ContentNode {
  /** Source language. */
  sourceLocale?: string;
  /** Method. */
  method?: string;
  /** Translator. */
  translator?: string;
  /** Reviewer. */
  reviewer?: string;
  /** Date. */
  date?: string;
}

/** Product. */
export interface Product extends ContentNode {
  "@nodeType": "hg:product";
  /** Name. As visitors read it; one in each language. */
  title: string;
  /** URL slug. Part of the page address: lower-case letters, digits and hyphens. */
  slug?: string;
  /** SKU. Must be unique among all products. */
  sku: string;
  /** Model. As on the nameplate; never translated. */
  model?: string;
  /** Category. */
  category: ProductCategorySummary | string;
  /** Summary. 60 to 300 characters in English, 30 to 160 in Chinese. */
  summary?: string;
  /** Description. */
  body?: string;
  /** Family. */
  family: "roof" | "ground" | "carport" | "balcony" | "facade";
  /** Roof types. */
  roofTypes?: ("tile" | "slate" | "trapezoidal-metal" | "standing-seam" | "corrugated" | "flat-concrete" | "membrane" | "asphalt-shingle")[];
  /** Fixing. */
  fixing?: "hook" | "clamp" | "hanger-bolt" | "ballast" | "adhesive" | "rail-less";
  /** Penetrates the roof. Then say how the opening is flashed. */
  penetratesRoof?: boolean;
  /** Flashing. */
  flashing?: string;
  /** Materials. */
  materials?: ProductMaterialsList;
  /** Tilt angle. In degrees, 0 to 90. */
  tilt?: ProductRange;
  /** Roof pitch. In degrees. */
  roofPitch?: ProductRange;
  /** Module limits. */
  moduleLimits?: ProductModuleLimits;
  /** Wind limit. State the basis as well; without it the value cannot be compared. */
  windLimit?: ProductWindLimit;
  /** Snow limit. Keep the figure of the source; 1 kN/m² = 1000 Pa. */
  snowLimit?: ProductSnowLimit;
  /** Maximum building height. */
  buildingHeightMax?: ProductQuantity;
  /** Design life. */
  designLife?: ProductQuantity;
  /** Warranties. One row for each scope, for example structure and finish. */
  warranties?: ProductWarrantiesList;
  /** Standards. Give part and year: AS/NZS 1170.2:2021, not AS/NZS 1170. */
  standards?: ProductStandardsList;
  /** Certificates. */
  certificates?: ProductCertificatesList;
  /** Datasheets. */
  datasheets?: ProductDatasheetsList;
  /** Specification table. Give either a value with its unit or a text. */
  specTable?: ProductSpecTableList;
  /** Components. */
  components?: (ProductSummary | string)[];
  /** HS code. */
  hsCode?: string;
  /** Country of origin. ISO 3166-1 code of two letters, for example CN. */
  originCountry?: string;
  /** Minimum order quantity. */
  moq?: number;
  /** Lead time in days. */
  leadTimeDays?: number;
  /** Gallery. */
  gallery?: (Asset | string)[];
  /** Alternative texts. One for each picture of the gallery, in the same order. */
  galleryAlt?: string[];
  /** Related products. */
  related?: (ProductSummary | string)[];
  /** Topics. */
  topics?: (TopicSummary | string)[];
}

/** Product category. */
export interface ProductCategory extends ContentNode {
  "@nodeType": "hg:productCategory";
  /** Name. As visitors read it; one in each language. */
  title: string;
  /** URL slug. Part of the page address: lower-case letters, digits and hyphens. */
  slug?: string;
  /** Code. Must be unique and stay the same; never translated. */
  code: string;
  /** Summary. */
  summary?: string;
  /** Description. */
  body?: string;
  /** Position. Lower numbers come first. */
  position?: number;
  /** Image. */
  image?: Asset | string;
}

/** Product category. */
export interface ProductCategorySummary extends ContentNode {
  "@nodeType": "hg:productCategory";
  /** Name. As visitors read it; one in each language. */
  title: string;
  /** URL slug. Part of the page address: lower-case letters, digits and hyphens. */
  slug?: string;
  /** Code. Must be unique and stay the same; never translated. */
  code: string;
}

export interface ProductCertificate extends ContentNode {
  /** Number. */
  number: string;
  /** Issued by. */
  body: string;
  /** Standard. */
  standard?: string;
  /** Issued on. */
  issued?: string;
  /** Expires on. */
  expires?: string;
  /** File. */
  file?: Asset | string;
  /** Listed modules. */
  listedModules?: string[];
}

export interface ProductCertificatesList extends ContentNode {
  [row: `certificates${number}`]: ProductCertificate;
}

export interface ProductDatasheet extends ContentNode {
  /** Title. As visitors read it. */
  title: string;
  /** Language. Language code of the file, for example en or zh. */
  language?: string;
  /** File. */
  file?: Asset | string;
  /** Revision. */
  revision?: string;
  /** Date. */
  date?: string;
  /** Checksum. SHA-256 of the file. */
  checksum?: string;
}

export interface ProductDatasheetsList extends ContentNode {
  [row: `datasheets${number}`]: ProductDatasheet;
}

export interface ProductMaterial extends ContentNode {
  /** Part. */
  part: string;
  /** Alloy or grade. Without temper: 6005, 304. */
  alloy?: string;
  /** Temper. For example T5. */
  temper?: string;
  /** Finish. */
  finish?: string;
  /** Finish thickness. */
  thickness?: number;
  /** Unit. */
  unit?: string;
}

export interface ProductMaterialsList extends ContentNode {
  [row: `materials${number}`]: ProductMaterial;
}

export interface ProductModuleLimits extends ContentNode {
  /** Framed modules. */
  framed?: boolean;
  /** Maximum length. */
  maxLength?: number;
  /** Maximum width. */
  maxWidth?: number;
  /** Minimum thickness. */
  minThickness?: number;
  /** Maximum thickness. */
  maxThickness?: number;
  /** Unit. */
  unit: string;
  /** Orientation. */
  orientation?: string;
}

export interface ProductQuantity extends ContentNode {
  /** Value. */
  value: number;
  /** Unit. */
  unit: string;
  /** Basis. */
  basis?: string;
  /** Note. */
  note?: string;
}

export interface ProductRange extends ContentNode {
  /** Minimum. */
  min?: number;
  /** Maximum. */
  max?: number;
  /** Unit. */
  unit: string;
}

export interface ProductSnowLimit extends ContentNode {
  /** Value. */
  value: number;
  /** Unit. kN/m² or cm. */
  unit: string;
  /** Basis. */
  basis?: string;
  /** Standard. */
  standard?: string;
}

export interface ProductSpecRow extends ContentNode {
  /** Group. */
  group?: string;
  /** Label. */
  label: string;
  /** Value. */
  value?: number;
  /** Unit. */
  unit?: string;
  /** Text. */
  text?: string;
  /** Note. */
  note?: string;
}

export interface ProductSpecTableList extends ContentNode {
  [row: `specTable${number}`]: ProductSpecRow;
}

export interface ProductStandard extends ContentNode {
  /** Body. */
  body: string;
  /** Number. */
  number: string;
  /** Part. */
  part?: string;
  /** Year. */
  year?: number;
  /** Amendment. */
  amendment?: string;
  /** Relation. Designed to, tested to or certified to. */
  relation: string;
  /** Scope. Mount, module or system. */
  scope?: string;
}

export interface ProductStandardsList extends ContentNode {
  [row: `standards${number}`]: ProductStandard;
}

/** Product. */
export interface ProductSummary extends ContentNode {
  "@nodeType": "hg:product";
  /** Name. As visitors read it; one in each language. */
  title: string;
  /** URL slug. Part of the page address: lower-case letters, digits and hyphens. */
  slug?: string;
  /** SKU. Must be unique among all products. */
  sku: string;
  /** Model. As on the nameplate; never translated. */
  model?: string;
  /** Summary. 60 to 300 characters in English, 30 to 160 in Chinese. */
  summary?: string;
  /** Family. */
  family: "roof" | "ground" | "carport" | "balcony" | "facade";
}

export interface ProductWarrantiesList extends ContentNode {
  [row: `warranties${number}`]: ProductWarranty;
}

export interface ProductWarranty extends ContentNode {
  /** Scope. */
  scope: string;
  /** Years. */
  years: number;
  /** Region. */
  region?: string;
  /** Terms. */
  terms?: Asset | string;
}

export interface ProductWindLimit extends ContentNode {
  /** Value. */
  value: number;
  /** Unit. m/s or Pa. */
  unit: string;
  /** Basis. Reference speed V0, gust, ultimate or service. */
  basis: string;
  /** Standard. */
  standard?: string;
  /** Maximum height. */
  maxHeight?: number;
  /** Unit of the height. */
  maxHeightUnit?: string;
  /** Terrain category. */
  terrain?: string;
  /** Exclusion zones. */
  exclusionZones?: string;
}

/** Topic. */
export interface Topic extends ContentNode {
  "@nodeType": "hg:topic";
  /** Name. As visitors read it; one in each language. */
  title: string;
  /** URL slug. Part of the page address: lower-case letters, digits and hyphens. */
  slug?: string;
  /** Code. Must be unique and stay the same; never translated. */
  code: string;
  /** Summary. */
  summary?: string;
  /** Parent topic. */
  parent?: TopicSummary | string;
  /** Glossary terms. */
  terms?: (GlossaryTermSummary | string)[];
}

/** Topic. */
export interface TopicSummary extends ContentNode {
  "@nodeType": "hg:topic";
  /** Name. As visitors read it; one in each language. */
  title: string;
  /** URL slug. Part of the page address: lower-case letters, digits and hyphens. */
  slug?: string;
  /** Code. Must be unique and stay the same; never translated. */
  code: string;
}

/** What the items of each endpoint are, by its path below /.rest. */
export interface Endpoints {
  "delivery/glossary/v1": GlossaryTerm;
  "delivery/issuers/v1": Issuer;
  "delivery/pages/v1": AnyNode;
  "delivery/policies/v1": PolicyArticle;
  "delivery/product-categories/v1": ProductCategory;
  "delivery/products/v1": Product;
  "delivery/topics/v1": Topic;
}
