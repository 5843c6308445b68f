using System.Security.Cryptography;
using Ledger.ServiceDefaults;
using Ledger.ServiceDefaults.Desk;

namespace Ledger.Audit.Tests;

/// <summary>What is kept of an answer to a regulator while it passes on to him.</summary>
public sealed class SeenBodyTests
{
    [Theory]
    [InlineData("""{"items":[1,2,3],"next":null}""", 3)]
    [InlineData("[]", 0)]
    [InlineData("""[{"a":1},{"b":2}]""", 2)]
    [InlineData("""{"id":"x"}""", 1)]
    [InlineData("%PDF-1.7", 1)]
    [InlineData("", 1)]
    public async Task Items_are_counted_and_every_byte_is_hashed_and_sent(string answer, int count)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(answer);
        using var client = new MemoryStream();
        await using var seen = new SeenBody(client);
        // In pieces, by each way there is to write.
        var half = bytes.Length / 2;
        await seen.WriteAsync(bytes.AsMemory(0, half), TestContext.Current.CancellationToken);
#pragma warning disable VSTHRD103 // The other way is what is tested.
        seen.Write(bytes, half, bytes.Length - half);
#pragma warning restore VSTHRD103
        await seen.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal(count, seen.Count());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), seen.Hash());
        Assert.Equal(bytes, client.ToArray());
    }

    [Fact]
    public void A_refusal_has_its_code_and_an_answer_beyond_the_limit_counts_as_one_thing()
    {
        using var refused = new SeenBody(Stream.Null);
        refused.Write("""{"code":"not-found","status":404}"""u8);
        Assert.Equal("not-found", refused.Code());
        using var large = new SeenBody(Stream.Null);
        large.Write("[1,"u8);
        var rest = new byte[Limits.CountedAnswerBytes];
        rest.AsSpan().Fill((byte)' ');
        large.Write(rest);
        large.Write("2]"u8);
        Assert.Equal(1, large.Count());
        Assert.Null(large.Code());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. "[1,"u8, .. rest, .. "2]"u8])), large.Hash());
    }
}
