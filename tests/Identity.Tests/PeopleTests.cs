using System.Text.Json;
using Ledger.Identity.Connect;
using Ledger.Identity.People;
using Ledger.Identity.SignIn;
using Ledger.Identity.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;

namespace Ledger.Identity.Tests;

/// <summary>Claims, locks, validity, return addresses and languages, without a server.</summary>
public sealed class PeopleTests
{
    private static readonly DateTimeOffset Noon = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_principal_says_who_for_whom_and_in_which_roles()
    {
        var principal = PersonClaims.Principal(Lin(), ["openid", "ledger"], "ledger", Noon);

        Assert.Equal("lin@taihu", principal.GetClaim("sub"));
        Assert.Equal("Lin", principal.GetClaim("name"));
        Assert.Equal("林工", principal.GetClaim("name#zh"));
        Assert.Equal("taihu", principal.GetClaim("consortium"));
        Assert.Equal("E1", principal.GetClaim("organisation"));
        Assert.Equal("[\"contributor\",\"signatory\"]", Assert.Single(principal.FindAll("role")).Value);
        Assert.Equal(["ledger"], principal.GetResources());
        Assert.Single(principal.FindAll("consortium"));
    }

    [Fact]
    public void Without_the_scope_of_the_services_a_token_is_not_for_them() =>
        Assert.Empty(PersonClaims.Principal(Lin(), ["openid"], "ledger", Noon).GetResources());

    [Fact]
    public void Rights_go_into_the_access_token_only_and_the_stamp_into_no_token_a_client_can_read()
    {
        var principal = PersonClaims.Principal(Lin(), ["openid", "ledger"], "ledger", Noon);

        Assert.All(
            principal.Claims.Where(claim => claim.Type is "consortium" or "organisation" or "role"),
            claim => Assert.Equal(["access_token"], claim.GetDestinations()));
        Assert.Empty(principal.Claims.Single(claim => claim.Type == PersonClaims.Stamp).GetDestinations());
        Assert.Equal(["access_token", "id_token"], principal.Claims.Single(claim => claim.Type == "name").GetDestinations());
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(4, null)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(8, 8)]
    [InlineData(9, 15)]
    [InlineData(1000, 15)]
    public void A_lock_doubles_from_one_minute_to_fifteen(int failures, int? minutes) =>
        Assert.Equal(minutes is { } length ? TimeSpan.FromMinutes(length) : null, Lockout.After(failures));

    [Fact]
    public void A_person_acts_from_the_first_moment_of_validity_up_to_the_one_after_the_last()
    {
        var person = Lin();
        Assert.True(person.IsActive(Noon));

        person.ValidFrom = Noon;
        person.ValidUntil = Noon.AddHours(1);
        Assert.False(person.IsActive(Noon.AddTicks(-1)));
        Assert.True(person.IsActive(Noon));
        Assert.False(person.IsActive(Noon.AddHours(1)));

        person.ValidUntil = null;
        person.Disabled = true;
        Assert.False(person.IsActive(Noon));
    }

    [Fact]
    public void A_hash_is_salted_pbkdf2_sha512_with_the_stated_rounds()
    {
        var hasher = Passwords.Hasher();
        var first = Convert.FromBase64String(hasher.HashPassword(Lin(), "open-sesame-1"));
        var second = Convert.FromBase64String(hasher.HashPassword(Lin(), "open-sesame-1"));

        // Layout of PasswordHasher version 3: marker 1, then big-endian PRF (2 = HMAC-SHA512), rounds, salt length.
        Assert.Equal(1, first[0]);
        Assert.Equal(2u, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(first.AsSpan(1)));
        Assert.Equal(210_000u, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(first.AsSpan(5)));
        Assert.NotEqual(first, second);
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(Lin(), Convert.ToBase64String(first), "open-sesame-2"));
    }

    [Theory]
    [InlineData("/connect/authorize?client_id=ledger-cli", true)]
    [InlineData("//evil.example/connect/authorize?x", false)]
    [InlineData("https://evil.example/connect/authorize?x", false)]
    [InlineData("/connect/authorize.evil?x", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("/connect/authorize?x\r\nSet-Cookie: a=b", false)]
    [InlineData(null, false)]
    public void Nobody_is_sent_from_the_form_to_a_foreign_place(string? address, bool allowed) =>
        Assert.Equal(allowed ? address : "/", ReturnAddress.Checked(address));

    [Fact]
    public void A_return_address_has_a_limit()
    {
        const string start = "/connect/authorize?x=";
        Assert.NotEqual("/", ReturnAddress.Checked(start + new string('a', Limits.ReturnAddressLength - start.Length)));
        Assert.Equal("/", ReturnAddress.Checked(start + new string('a', Limits.ReturnAddressLength - start.Length + 1)));
    }

    [Theory]
    [InlineData(null, "", "en")]
    [InlineData(null, "zh-CN,zh;q=0.9,en;q=0.8", "zh")]
    [InlineData(null, "en;q=0.8,zh-Hans;q=0.9", "zh")]
    [InlineData(null, "fr,zh;q=0.1", "zh")]
    [InlineData(null, "zh;q=0,en;q=0.1", "en")]
    [InlineData(null, "fr", "en")]
    [InlineData(null, ";;;", "en")]
    [InlineData("zh", "en", "zh")]
    [InlineData("xx", "zh", "zh")]
    public void The_page_speaks_the_language_asked_for_else_the_browsers(string? asked, string header, string expected)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = header;

        Assert.Equal(expected, Language.Of(http, asked));
    }

    [Fact]
    public void Both_languages_say_everything_and_differ()
    {
        var english = JsonSerializer.SerializeToElement(Words.In("en"));
        var chinese = JsonSerializer.SerializeToElement(Words.In("zh"));

        foreach (var sentence in english.EnumerateObject())
        {
            var other = chinese.GetProperty(sentence.Name).GetString();
            Assert.False(string.IsNullOrWhiteSpace(sentence.Value.GetString()) || string.IsNullOrWhiteSpace(other));
            Assert.NotEqual(sentence.Value.GetString(), other);
        }
    }

    private static Person Lin() => new()
    {
        Subject = "lin@taihu",
        Consortium = "taihu",
        NameEn = "Lin",
        NameZh = "林工",
        Organisation = "E1",
        Roles = ["contributor", "signatory"],
        PasswordHash = "",
        Stamp = Guid.Parse("6f1b3a52-6a43-4a9e-8a0c-0a2f5a1d1c11"),
    };
}
