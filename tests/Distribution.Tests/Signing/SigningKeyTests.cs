using System.Security.Cryptography;
using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>A person registers one P-256 key at a time, with a proof that he has it; nobody else can, and it never comes back.</summary>
public sealed class SigningKeyTests
{
    private static readonly Guid Stream = Guid.Parse("0198f000-0000-7000-8000-00000000c001");
    private static readonly Guid Mark = Guid.Parse("0198f000-0000-7000-8000-00000000c002");
    private static readonly Pen Own = new();
    private static readonly SigningKeyRegistered Registered = new(Own.Id, Own.PublicKey, Own.Proof(Tenant, "sun"), Sun, At);
    private static readonly RegisterSigningKey Register = new(Tenant, Own.PublicKey, Registered.Proof, null, Mark, Sun, At);
    private static readonly RetireSigningKey Retire = new(Own.Id, "The laptop was stolen.", false, Sun, At);

    [Fact]
    public void A_key_with_its_proof_is_registered_and_held_by_its_person()
    {
        var decided = Keys().When(Deciding(Register)).Then(Registered).ThenState(state => Assert.Equal((Own.Id, "sun"), (state.Active!.Registered.KeyId, state.Person))).ThenAgainNothing();
        var started = Assert.Single(decided.Decision.NewStreams);
        Assert.Equal((Mark, new SigningKeyHeld(Own.Id, "sun")), (started.Id, Assert.Single(started.Facts)));
        var held = SigningKeysDecider.Evolve(HeldKey.None(Mark), started.Facts[0]);
        Assert.Equal((Own.Id, "sun"), (held.KeyId, held.Person));
    }

    // NIST's P-224 and P-384, another algorithm, no key at all, a key with a byte more, one of another spelling.
    [Fact]
    public void What_is_no_key_of_the_curve_is_refused_by_what_it_is()
    {
        using var other = new Pen(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        Keys().When(Deciding(Register with { PublicKey = other.PublicKey })).ThenRejected<SigningKeyOtherKind>("signing-key.not-p256", "publicKey");
        Keys().When(Deciding(Register with { PublicKey = Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()) })).ThenRejected<SigningKeyOtherKind>("signing-key.not-p256", "publicKey");
        string[] malformed =
        [
            "", "no key", Own.PublicKey + " ", Own.PublicKey[..^4], Convert.ToBase64String([.. Own.Der, 0]), Convert.ToBase64String(Own.Der[..^1]), new string('A', 10_000),
            // The same key with a compressed point would have a second id.
            Convert.ToBase64String([.. Convert.FromHexString("3039301306072a8648ce3d020106082a8648ce3d030107032200"), (byte)(2 + (Own.Der[^1] & 1)), .. Own.Der[^64..^32]]),
        ];
        foreach (var text in malformed) Keys().When(Deciding(Register with { PublicKey = text })).ThenRejected<SigningKeyMalformed>("signing-key.malformed", "publicKey");
    }

    // Off by one in y; a coordinate beyond the field; the point at infinity's usual disguise.
    [Fact]
    public void A_point_that_is_not_on_the_curve_is_refused()
    {
        foreach (var point in new[] { [.. Own.Der[^64..^1], (byte)(Own.Der[^1] ^ 1)], Enumerable.Repeat((byte)0xff, 64).ToArray(), new byte[64] })
        {
            Keys().When(Deciding(Register with { PublicKey = Convert.ToBase64String([.. Own.Der[..^64], .. point]) }))
                .ThenRejected<SigningKeyNotOnCurve>("signing-key.not-on-curve", "publicKey");
        }
    }

    // RFC 6979, A.2.5: the key and its signature of "sample" with SHA-256.
    [Fact]
    public void A_published_signature_is_understood()
    {
        const string X = "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6", Y = "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";
        const string R = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716", S = "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";
        var key = P256Key.Read(Convert.ToBase64String(Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004" + X + Y)), out _)!;
        Assert.True(key.Verifies("sample"u8.ToArray(), Convert.FromHexString(R + S)));
        Assert.False(key.Verifies("Sample"u8.ToArray(), Convert.FromHexString(R + S)));
        Assert.False(key.Verifies("sample"u8.ToArray(), Convert.FromHexString(S + R)));
        Assert.False(key.Verifies("sample"u8.ToArray(), new byte[64]));
        Assert.False(key.Verifies("sample"u8.ToArray(), new byte[63]));
    }

    [Fact]
    public void The_proof_names_consortium_person_and_key()
    {
        using var other = new Pen();
        string[] wrong =
        [
            Own.Proof("beihai", "sun"), Own.Proof(Tenant, "zhao"), other.Sign($"ledger-signing-key/v1\n{Tenant}\nsun\n{Own.Id}\n"),
            Own.Sign($"ledger-approval/v1\n{Tenant}\nsun\n{Own.Id}\n"), Convert.ToBase64String(new byte[64]),
        ];
        foreach (var proof in wrong) Keys().When(Deciding(Register with { Proof = proof })).ThenRejected<SigningKeyProofWrong>("signing-key.proof-wrong", "proof");
        foreach (var proof in new[] { "", "proof", Convert.ToBase64String(new byte[63]), Convert.ToBase64String(new byte[72]), Registered.Proof + "\n" })
            Keys().When(Deciding(Register with { Proof = proof })).ThenRejected<SigningKeyProofMalformed>("signing-key.proof-malformed", "proof");
    }

    [Fact]
    public void A_key_is_one_persons_and_a_person_has_one_key()
    {
        using var next = new Pen();
        var second = Register with { PublicKey = next.PublicKey, Proof = next.Proof(Tenant, "sun") };
        Keys().When(Deciding(Register with { Holder = "zhao" })).ThenRejected<SigningKeyOfAnother>("signing-key.of-another", "publicKey");
        Keys(Registered).When(Deciding(second)).ThenRejected<SigningKeyStands>("signing-key.active-exists", "publicKey");
        Keys(Registered, Retired()).When(Deciding(second)).Then<SigningKeyRegistered>(fact => Assert.Equal(next.Id, fact.KeyId))
            .ThenState(state => Assert.Equal((next.Id, 2), (state.Active!.Registered.KeyId, state.Keys.Count)));
        Keys(Registered, Retired()).When(Deciding(Register with { Holder = "sun" })).ThenRejected<SigningKeyIsRetired>("signing-key.retired", "publicKey");
    }

    [Fact]
    public void One_more_than_the_keys_of_a_person()
    {
        object[] many = [.. Enumerable.Range(0, DistributionLimits.SigningKeys).SelectMany(i => new object[]
        {
            Registered with { KeyId = $"{i}" }, new SigningKeyRetired($"{i}", "New machine", Sun, At),
        })];
        Assert.Equal("publicKey", Keys(many).When(Deciding(Register)).ThenRejected<InputRejection>().Field);
        Keys(many[2..]).When(Deciding(Register)).Then<SigningKeyRegistered>(_ => { });
    }

    [Fact]
    public void A_key_is_retired_by_its_person_or_an_administrator()
    {
        Keys(Registered).When(Deciding(Retire)).Then(Retired()).ThenState(state => Assert.Null(state.Active)).ThenAgainNothing();
        Keys(Registered).When(Deciding(Retire with { By = Guo })).ThenRejected<SigningKeyNotOwn>("signing-key.not-own");
        Keys(Registered).When(Deciding(Retire with { By = Guo, Administrator = true })).Then<SigningKeyRetired>(fact => Assert.Equal(Guo, fact.By));
        Keys(Registered).When(Deciding(Retire with { Reason = " " })).ThenRejected<InputRejection>("input.blank", "reason");
        Keys(Registered).When(Deciding(Retire with { KeyId = "none" })).ThenRejected<SigningKeyUnknown>("signing-key.unknown");
        Keys().When(Deciding(Retire)).ThenRejected<SigningKeyUnknown>("signing-key.unknown");
    }

    [Fact]
    public void Facts_and_state_can_be_stored_read_and_hashed()
    {
        Assert.Equal(["at", "by", "keyId", "proof", "publicKey"], StoredFacts.Endures(Registered).EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        StoredFacts.Endures(Retired());
        StoredFacts.Endures(new SigningKeyHeld(Own.Id, "sun"));
        StoredFacts.Endures(Keys(Registered, Retired()).State);
    }

    private static SigningKeyRetired Retired() => new(Own.Id, Retire.Reason, Sun, At);

    private static Given<SigningKeys> Keys(params object[] facts) => GivenWhenThen.Given(SigningKeys.None(Stream), SigningKeysDecider.Evolve, facts);

    private static Func<SigningKeys, Decision> Deciding(RegisterSigningKey command) => state => SigningKeysDecider.Decide(state, command);

    private static Func<SigningKeys, Decision> Deciding(RetireSigningKey command) => state => SigningKeysDecider.Decide(state, command);
}
