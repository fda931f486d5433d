DELETE FROM "consents" "later" USING "consents" "first" WHERE "later"."user_id" = "first"."user_id" AND "later"."kind" = "first"."kind" AND "later"."chosen_at" = "first"."chosen_at" AND "later"."agreed" = "first"."agreed" AND "later"."seq" > "first"."seq";--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_once" UNIQUE("user_id","kind","chosen_at","agreed");
