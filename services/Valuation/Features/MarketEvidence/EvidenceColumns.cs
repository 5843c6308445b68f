namespace Ledger.Valuation.Features;

/// <summary>Columns of an imported file of evidence: the fields of the single request.</summary>
internal static class EvidenceColumns
{
    public static IReadOnlyList<CsvColumn> All { get; } =
    [
        new("reference", "编号"), new("kind", "类别"), new("sourceClass", "来源类别"), new("source", "来源"), new("date", "日期"), new("place", "地点"),
        new("title.en", "名称（英文）"), new("title.zh", "名称（中文）"), new("price.amount", "价格"), new("price.currency", "币种"), new("tax", "含税"),
        new("relatedParty", "关联方", CsvForm.YesNo), new("sha256", "文件哈希"), new("expiresOn", "有效期至"),
        new("attributes.capacity", "产能"), new("attributes.capacityUnit", "产能单位"), new("attributes.condition", "成新率"),
        new("attributes.madeIn", "出厂年份", CsvForm.Whole), new("attributes.configuration.en", "配置（英文）"), new("attributes.configuration.zh", "配置（中文）"),
        new("details.comparable.seller", "案例卖方"), new("details.comparable.buyer", "案例买方"),
        new("details.invoice.number", "发票号"), new("details.invoice.seller", "发票卖方"), new("details.invoice.buyer", "发票买方"),
        new("details.tenderAward.number", "招标编号"), new("details.tenderAward.buyer", "招标方"), new("details.tenderAward.winner", "中标方"),
        new("details.tenderAward.bidders", "投标家数", CsvForm.Whole),
        new("details.platformSale.listing", "平台成交编号"), new("details.platformSale.seller", "平台卖方"),
        new("details.askingPrice.seller", "报价卖方"), new("details.askingPrice.offer", "报价出处"),
        new("details.quote.quoter", "询价对象"), new("details.quote.per", "询价单位"),
        new("details.rateCard.per", "价目单位"), new("details.rateCard.item", "价目项目"),
        new("details.wageSurvey.per", "薪酬单位"), new("details.wageSurvey.occupation", "职业"),
        new("details.wageSurvey.sample", "样本数", CsvForm.Whole), new("details.wageSurvey.percentile", "百分位", CsvForm.Whole),
    ];
}
