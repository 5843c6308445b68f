using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Tests;

/// <summary>The agreement of Sample A ("Taihu CNC training base"), for tests that need a real one.</summary>
public static class TaihuAgreement
{
    public const string Id = "taihu-2025";

    /// <summary>The version as other services adopted it.</summary>
    public static AdoptedAgreement Adopted { get; } = Adopt(Json());

    /// <summary>The document, with parts replaced: <c>("\"version\":1", "\"version\":2")</c>.</summary>
    public static JsonElement Json(params (string Old, string New)[] changes)
    {
        var text = Text;
        foreach (var (old, @new) in changes)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, @new, StringComparison.Ordinal);
        }

        return JsonElement.Parse(text);
    }

    /// <summary>What a service keeps of an activated version.</summary>
    public static AdoptedAgreement Adopt(JsonElement document, Citation? source = null)
    {
        var read = AgreementDocument.Parse(document);
        Assert.True(read.Value is not null, $"{read.Rejection?.Field}: {read.Rejection?.Message.En}");
        var citation = source ?? new Citation(Guid.Parse("0198f000-0000-7000-8000-00000000a001"), new string('a', 64));
        var id = Guid.Parse("0198f000-0000-7000-8000-00000000a000");
        return AdoptedAgreementDecider.Evolve(AdoptedAgreement.None(id), new AgreementAdopted(
            read.Value.AgreementId, read.Value.Version, read.Value.DocumentHash, document, citation));
    }

    /// <summary>A merged profile of these whole numbers, for tests of services that act on one.</summary>
    public static EffectiveProfile Profile(params (string Key, int Value)[] values) => Profile([.. values.Select(value => (value.Key, $"{value.Value}"))]);

    /// <summary>The same of values as they stand in JSON.</summary>
    public static EffectiveProfile Profile(params (string Key, string Value)[] values)
    {
        var entries = string.Join(',', values.Select(value => $"\"{value.Key}\":{{\"value\":{value.Value},\"mark\":\"own-design\"}}"));
        var read = ProfileDocument.Parse(JsonElement.Parse(
            $$$"""{"profileId":"test","version":1,"regionCode":"CN","title":{"en":"Test","zh":"测试"},"currency":"CNY","effective":{"from":"2025-01-01","to":"2027-12-31"},"authorities":["a"],"legalReferences":[],"values":{{{{entries}}}}}"""));
        Assert.True(read.Value is not null, $"{read.Rejection?.Field}: {read.Rejection?.Message.En}");
        return ProfileMerge.Merge(null, read.Value).Value!;
    }

    private const string Text =
        """
        {
          "agreementId":"taihu-2025","version":1,
          "title":{"en":"Taihu CNC training base","zh":"太湖数控实训基地"},
          "currency":"CNY",
          "effective":{"from":"2025-01-01","to":"2027-12-31"},
          "parties":[
            {"id":"S","name":{"en":"Taihu Vocational College","zh":"太湖职业技术学院"},"type":"public-school"},
            {"id":"E1","name":{"en":"Machine builder","zh":"机床厂"},"type":"enterprise"},
            {"id":"E2","name":{"en":"Parts maker","zh":"零件厂"},"type":"enterprise","accededOn":"2025-02-01"},
            {"id":"G","name":{"en":"Park committee","zh":"园区管委会"},"type":"park"}],
          "valuation":{
            "kinds":{
              "cash":{"methods":["cash.face"],"minEvidence":1},
              "donated-equipment":{"methods":["market.comparables"],"minEvidence":3},
              "loaned-equipment":{"methods":["rent.quotes"],"minEvidence":3},
              "staff-time":{"methods":["labour.rate","market.unit-rate"],"minEvidence":1},
              "technology-licence":{"methods":["income.royalty-relief"],"minEvidence":1},
              "space":{"methods":["market.unit-rate"],"minEvidence":1}},
            "capAtClaim":true},
          "benefit":{
            "participants":["E1","E2","S"],
            "waterfall":[
              {"tier":"reserve","rate":"0.10"},
              {"tier":"cost-recovery","cap":"0.40"},
              {"tier":"preferred-return","rate":"0.05"},
              {"tier":"residual","keys":[
                {"key":"accepted-value","weight":"0.60"},
                {"key":"fixed-points","weight":"0.40","points":{"E1":"30","E2":"20","S":"50"}}]}],
            "rounding":"half-up"},
          "risk":{
            "categories":[{"id":"production-disruption","method":"risk.disruption"}],
            "allocation":{"retention":"0.00","reserveLimit":"60000.00","key":{"E1":"1/3","E2":"1/3","S":"1/3"},"excess":"stays"}},
          "dispute":{"objectionWindow":"P10D"}
        }
        """;
}
