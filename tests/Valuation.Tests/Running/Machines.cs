using Ledger.Contracts.V1;
using Ledger.Rules;
using Ledger.Tests;

namespace Ledger.Valuation.Tests.Running;

/// <summary>What other services announce of Sample A's agreement and of machines like its own.</summary>
internal static class Machines
{
    public static ContributionVerified Verified(Guid contribution, string reference, string claimed) => new(
        contribution, reference, TaihuAgreement.Id, 1, "E1", "donated-equipment", "5-axis machine", "五轴机床", new MoneyAmount(claimed, "CNY"),
        new DateOnly(2025, 3, 1));

    public static AgreementActivated Activated(AdoptedAgreement agreement) => new(
        Guid.NewGuid(), TaihuAgreement.Id, 1, agreement.Document!.DocumentHash, agreement.Document.Json);
}
