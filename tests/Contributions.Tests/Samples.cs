using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.Tests;

namespace Ledger.Contributions.Tests;

/// <summary>Sample A's machine: E1 donates it, S receives it.</summary>
internal static class Samples
{
    public static readonly Guid Id = Guid.Parse("0198f000-0000-5000-8000-00000000c001");
    public static readonly Currency Cny = Currency.Of("CNY");
    public static readonly Actor Lin = new("lin", "E1");
    public static readonly Actor Chen = new("chen", "S");
    public static readonly DateTimeOffset At = new(2025, 3, 2, 1, 30, 0, TimeSpan.Zero);
    public static readonly Citation Acceptance = new(Guid.Parse("0198f000-0000-7000-8000-00000000b001"), new string('b', 64));

    public static readonly EvidenceItem Invoice = new(
        "E1-machine-invoice", "invoice", new DateOnly(2021, 5, 10), new Text("Purchase invoice", "购置发票"), "application/pdf",
        new string('1', 64), 12_345);

    public static readonly EvidenceItem Photo = new(
        "E1-machine-photo", "photograph", new DateOnly(2025, 2, 20), new Text("Photograph", "照片"), "image/jpeg", new string('2', 64), 99);

    public static readonly Particulars Machine = new(
        "E1-machine", TaihuAgreement.Id, "E1", ContributionKind.DonatedEquipment, new Text("5-axis machine", "五轴机床"),
        Money.Parse("1200000.00", Cny), new DateOnly(2025, 3, 1), "S", [Invoice, Photo],
        new Dictionary<string, string> { ["maker"] = "Taihu Machines", ["serial-number"] = "T5-0042" });

    public static readonly ContributionRegistered Registered = new(Machine, 1, TaihuAgreement.Adopted.Source!, Lin, At);

    public static readonly ContributionVerified Verified = new(
        Machine, 1, TaihuAgreement.Adopted.Source!, new Text("Runs, complete.", "运行正常,附件齐全。"), "Workshop 2", Chen, At.AddDays(1));

    public static readonly AcceptedValue Value = new(
        Money.Parse("840000.00", Cny), "market.comparables", 1, Guid.Parse("0198f000-0000-5000-8000-00000000d001"), Acceptance);

    public static readonly AcceptedValueRecorded Recorded = new(Value.AppraisalId, Value.Value, Value.Method, Value.MethodVersion, Value.Source);

    /// <summary>Files of the store for these items.</summary>
    public static Dictionary<string, EvidenceFile> Files(params EvidenceItem[] items) =>
        items.ToDictionary(item => item.Sha256, item => new EvidenceFile(item.Sha256, item.Size, item.MediaType), StringComparer.Ordinal);

    /// <summary>A command that is right in every respect but the particulars' changes.</summary>
    public static RegisterContribution Register(Particulars particulars) => new(
        particulars, TaihuAgreement.Adopted, Files([.. particulars.Evidence.DistinctBy(item => item.Sha256)]), Lin with { Organisation = particulars.Party }, At);
}
