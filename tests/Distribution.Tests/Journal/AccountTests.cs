using System.Text.Json;
using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Tests;

public sealed class AccountTests
{
    public static TheoryData<Account, string> Codes => new()
    {
        { Account.Resources, "in-kind:consortium:resources" },
        { Account.Bank, "cash:consortium:bank" },
        { Account.Reserve, "cash:reserve" },
        { Account.Contributed("E1"), "in-kind:party:E1:contributed" },
        { Account.OfPool("2025"), "cash:pool:2025" },
        { Account.Payable("E1"), "cash:party:E1:payable" },
        { Account.Receivable("E1"), "cash:party:E1:receivable" },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void An_account_is_readable(Account account, string code) => Assert.Equal(code, account.Code);

    // The reserve is found by equality in entries that were read back.
    [Theory]
    [MemberData(nameof(Codes))]
    public void An_account_is_the_same_after_storage(Account account, string code)
    {
        var stored = JsonSerializer.SerializeToElement(account, FactJson.Facts);
        Assert.False(stored.TryGetProperty("code", out _));
        var read = stored.Deserialize<Account>(FactJson.Facts)!;
        Assert.Equal((account, code), (read, read.Code));
    }
}
